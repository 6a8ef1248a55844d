// A tiny notation for documents in tests: `draw("x:sequence h:tanh", "x>h.x h>o.x")`.

import type { ProblemData, Result } from "../../src/base/errors.ts";
import {
  type AttributeValue,
  type Cell,
  type Document,
  type Edge,
  type Endpoint,
  edgeId,
  emptyDocument,
  type Graph,
  type GraphNode,
} from "../../src/graph/document.ts";

export type AttributesById = Readonly<Record<string, Readonly<Record<string, AttributeValue>>>>;

export const node = (id: string, type: string, attributes: Readonly<Record<string, AttributeValue>> = {}): GraphNode => ({
  id,
  type,
  position: { x: 0, y: 0 },
  attributes,
});

/** `h.y2`; without a port, `value`. */
const endpoint = (text: string): Endpoint => {
  const [id = "", port = "value"] = text.split(".");
  return { node: id, port };
};

export function wire(text: string): Edge {
  const [from = "", to = ""] = text.split(">");
  return { from: endpoint(from), to: endpoint(to) };
}

const split = (text: string): string[] => text.split(" ").filter(Boolean);

/** Nodes as `id:type`, wires as `from.port>to.port`. */
export function graph(nodes: string, wires = "", attributes: AttributesById = {}): Graph {
  const made = split(nodes).map((text) => {
    const [id = "", type = ""] = text.split(":");
    return node(id, type, attributes[id]);
  });
  const edges = split(wires).map(wire);
  return {
    nodes: Object.fromEntries(made.map((one) => [one.id, one])),
    edges: Object.fromEntries(edges.map((edge) => [edgeId(edge.to), edge])),
  };
}

export const cell = (content: Graph, attributes: Cell["attributes"] = []): Cell => ({
  title: "",
  description: "",
  source: "",
  attributes,
  ...content,
});

export const draw = (nodes: string, wires = "", attributes: AttributesById = {}, cells: Readonly<Record<string, Cell>> = {}): Document => ({
  ...emptyDocument,
  graph: graph(nodes, wires, attributes),
  cells,
});

/** The value of a result that must be good. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`expected success, got: ${result.problem.message}`);
}

/** The problem of a result that must be bad. */
export function fault(result: Result<unknown>): ProblemData {
  if (!result.ok) return result.problem;
  throw new Error("expected a problem, got success");
}
