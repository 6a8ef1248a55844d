// What an expression of a setting comes to where it stands, for what the engine does not compute: a file's attributes, an optimizer's graph.

import { registry } from "../../../nodes/index.ts";
import { attempt } from "../../base/errors.ts";
import { cellScope, defaultScope, resolveAttributes } from "../../graph/attributes.ts";
import { type Document, type GraphNode, graphAt, type NodeId, nodeAt } from "../../graph/document.ts";
import type { NumberScope } from "../../graph/expression.ts";
import { cellOf } from "../../graph/ports.ts";
import { scopeOf } from "./scope.ts";
import type { EditorState } from "./state.ts";

/** The names that expressions may use in the graph that a chain of instances leads to. Throws a Problem where one cannot be worked out. */
function numbersAt(document: Document, path: readonly NodeId[]): NumberScope {
  return path.reduce((numbers, id, depth) => {
    const graph = graphAt(document, scopeOf(document, path.slice(0, depth)) ?? null);
    const node = graph && nodeAt(graph, id);
    const cell = node && cellOf(node, document);
    return cell ? cellScope(node, cell, numbers) : numbers;
  }, defaultScope(document.attributes));
}

type Place = Pick<EditorState, "document" | "path">;

/** The number of a setting in the open graph; undefined where it is no single number, or not to be worked out. */
export function writtenNumber({ document, path }: Place, node: GraphNode, attribute: string): number | undefined {
  const type = registry.get(node.type);
  const found = type && attempt(() => resolveAttributes(node, type, numbersAt(document, path))[attribute]);
  const value = found?.ok ? found.value : undefined;
  return typeof value === "number" ? value : undefined;
}

/** The number of an attribute of the cell that a node of the open graph is an instance of; undefined as above. */
export function cellNumber({ document, path }: Place, node: GraphNode, attribute: string): number | undefined {
  const cell = cellOf(node, document);
  const found = cell && attempt(() => cellScope(node, cell, numbersAt(document, path))[attribute]);
  return found?.ok ? found.value : undefined;
}

/** The same of the open graph itself: of its cell in this instance, or of the document. */
export function openNumber({ document, path }: Place, attribute: string): number | undefined {
  const found = attempt(() => numbersAt(document, path)[attribute]);
  return found.ok ? found.value : undefined;
}
