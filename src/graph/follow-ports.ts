// A cell's ports are made by its nodes, so an edit inside a cell can rename ports of its instances; their wires follow.

import { castDraft, type Draft } from "immer";
import { type Document, type Edge, type Endpoint, edgeId, type Graph, type NodeId, nodeAt, type PortId } from "./document.ts";
import type { Registry } from "./node-type.ts";
import { CELL_ATTRIBUTE, type CellPort, cellInputs, cellOutputs } from "./ports.ts";

/** Port ids of a cell by the nodes that make them. */
export interface PortNames {
  readonly inputs: ReadonlyMap<NodeId, PortId>;
  readonly outputs: ReadonlyMap<NodeId, PortId>;
}

const byDefiner = (ports: readonly CellPort[]) => new Map(ports.map(({ definer, spec }) => [definer, spec.id]));

export const portNames = (cell: Graph, registry: Registry): PortNames => ({
  inputs: byDefiner(cellInputs(cell, registry)),
  outputs: byDefiner(cellOutputs(cell, registry)),
});

/** Old port id to new one, for definers that are still there; `renamed` gives a definer's new id. */
function renames(
  before: ReadonlyMap<NodeId, PortId>,
  after: ReadonlyMap<NodeId, PortId>,
  renamed: (id: NodeId) => NodeId,
): Map<PortId, PortId> {
  const changed = new Map<PortId, PortId>();
  for (const [definer, port] of before) {
    const now = after.get(renamed(definer));
    if (now !== undefined && now !== port) changed.set(port, now);
  }
  return changed;
}

/** The same edges with other ends, in the same order. */
export function redirect(edges: Graph["edges"], end: (endpoint: Endpoint, side: "from" | "to") => Endpoint): Record<string, Edge> {
  const moved = Object.values(edges).map((edge) => {
    const [from, to] = [end(edge.from, "from"), end(edge.to, "to")];
    return from === edge.from && to === edge.to ? edge : { ...edge, from, to };
  });
  return Object.fromEntries(moved.map((edge) => [edgeId(edge.to), edge]));
}

const graphsOf = (document: Draft<Document>): Draft<Graph>[] => [document.graph, ...Object.values(document.cells)];

/** Moves wires at all instances of a cell from its old port names to its new ones. */
export function followRenames(
  draft: Draft<Document>,
  cell: string,
  before: PortNames,
  after: PortNames,
  renamed: (id: NodeId) => NodeId,
): void {
  const changed = { from: renames(before.outputs, after.outputs, renamed), to: renames(before.inputs, after.inputs, renamed) };
  if (changed.from.size + changed.to.size === 0) return;
  for (const graph of graphsOf(draft)) {
    const isInstance = (id: NodeId) => nodeAt(graph, id)?.attributes[CELL_ATTRIBUTE] === cell;
    if (!Object.keys(graph.nodes).some(isInstance)) continue;
    const edges = redirect(graph.edges, (endpoint, side) => {
      const port = isInstance(endpoint.node) ? changed[side].get(endpoint.port) : undefined;
      return port === undefined ? endpoint : { ...endpoint, port };
    });
    graph.edges = castDraft(edges);
  }
}
