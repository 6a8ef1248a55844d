// An update rule without its numbers, as text: two graphs of the same text mean the same by their states.

import type { Document } from "../graph/document.ts";
import type { Registry } from "../graph/node-type.ts";
import { type FlatNode, flatten } from "./flatten.ts";

/** `m add a<m$1:value b<m$2:value`; settings that are words, such as a function's name, belong to the rule. */
function nodeText({ path, type, attributes, inputs }: FlatNode): string {
  const words = Object.entries(attributes).flatMap(([id, value]) => (typeof value === "string" ? [`${id}=${value}`] : []));
  const wires = [...inputs].map(([port, from]) => `${port}<${from.path}:${from.port}`);
  return [path, type.id, ...words.sort(), ...wires.sort()].join(" ");
}

/** The same for the graph that a built-in optimizer stands for and for its copy in a document. */
export const ruleText = (graph: Document, registry: Registry): string =>
  [...flatten(graph, registry).nodes.values()].map(nodeText).sort().join("\n");
