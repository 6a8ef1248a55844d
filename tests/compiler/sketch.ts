// A small notation for graphs in tests, one node a line: `h = gate(x1 < x, x2 < z, units=4, W := W_h)`.
// `port < node.port` is a wire, `id=value` an attribute (JSON, or else a text), `port := letter` the name of an own parameter.

import { registry } from "../../nodes/index.ts";
import {
  type AttributeValue,
  type Cell,
  type Document,
  type Edge,
  type Endpoint,
  edgeId,
  type Graph,
  type GraphNode,
} from "../../src/graph/document.ts";
import type { Registry } from "../../src/graph/node-type.ts";
import { outputPorts } from "../../src/graph/node-type.ts";
import { draw, cell as emptyCell } from "../graph/build.ts";

interface Line {
  readonly node: GraphNode;
  readonly wires: readonly Edge[];
}

/** Arguments at the commas that no bracket or quotation mark holds together. */
function splitArguments(text: string): string[] {
  const parts = [""];
  let depth = 0;
  let quoted = false;
  for (const letter of text) {
    if (letter === '"') quoted = !quoted;
    if (!quoted && "[(".includes(letter)) depth += 1;
    if (!quoted && "])".includes(letter)) depth -= 1;
    if (letter === "," && depth === 0 && !quoted) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim()).filter(Boolean);
}

function readValue(text: string): AttributeValue {
  try {
    return JSON.parse(text) as AttributeValue;
  } catch {
    return text;
  }
}

/** The only output of most nodes; `reber.x` names one of several. */
function firstPort(type: string, types: Registry): string {
  const known = types.get(type);
  const defaults = Object.fromEntries((known?.attributes ?? []).map((spec) => [spec.id, spec.default]));
  return (known && outputPorts(known, defaults)[0]?.id) ?? "value";
}

function readLine(line: string): Line {
  const [, id = "", type = "", list = ""] = /^([\w$]+) = ([\w-]+)\((.*)\)$/.exec(line) ?? [];
  if (id === "") throw new Error(`not a line of a sketch: ${line}`);
  const attributes: Record<string, AttributeValue> = {};
  const parameters: Record<string, { name: string }> = {};
  const wires: Edge[] = [];
  for (const argument of splitArguments(list)) {
    const [, key = "", sign = "", value = ""] = /^(\w+)\s*(:=|<|=)\s*(.*)$/.exec(argument) ?? [];
    if (sign === "=") attributes[key] = readValue(value);
    else if (sign === ":=") parameters[key] = { name: value };
    else if (sign === "<") wires.push({ from: endpoint(value), to: { node: id, port: key } });
    else throw new Error(`not an argument: ${argument}`);
  }
  const node = { id, type, position: { x: 0, y: 0 }, attributes, ...(Object.keys(parameters).length > 0 ? { parameters } : {}) };
  return { node, wires };
}

function endpoint(text: string): Endpoint {
  const [node = "", port = ""] = text.split(".");
  return { node, port };
}

/** Wires that name no port begin at the node's first; at a cell's they always name one. */
function withPort(wire: Edge, nodes: Readonly<Record<string, GraphNode>>): Edge {
  if (wire.from.port !== "") return wire;
  return { ...wire, from: { node: wire.from.node, port: firstPort(nodes[wire.from.node]?.type ?? "", registry) } };
}

export function graphOf(text: string): Graph {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map(readLine);
  const nodes = Object.fromEntries(lines.map(({ node }) => [node.id, node]));
  const edges = lines.flatMap(({ wires }) => wires).map((wire) => withPort(wire, nodes));
  return { nodes, edges: Object.fromEntries(edges.map((edge) => [edgeId(edge.to), edge])) };
}

export const cellOf = (text: string, attributes: Readonly<Record<string, number>> = {}): Cell =>
  emptyCell(
    graphOf(text),
    Object.entries(attributes).map(([id, value]) => ({ id, default: value })),
  );

export const sketch = (text: string, cells: Readonly<Record<string, Cell>> = {}): Document => ({
  ...draw(""),
  graph: graphOf(text),
  cells,
});
