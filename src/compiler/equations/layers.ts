// How far from the left each node of a graph is: the longest way to it along the wires.

import { components } from "../../base/topology.ts";
import type { NodeId } from "../../graph/document.ts";

export interface Wire {
  readonly from: NodeId;
  readonly to: NodeId;
}

export type Layers = ReadonlyMap<NodeId, number>;

function longestWays(ids: readonly NodeId[], wires: readonly Wire[]): Map<NodeId, number> {
  const sources = new Map<NodeId, NodeId[]>(ids.map((id) => [id, []]));
  for (const { from, to } of wires) sources.get(to)?.push(from);
  const layers = new Map<NodeId, number>();
  for (const component of components(ids, (id) => sources.get(id) ?? [])) {
    const before = component.flatMap((id) => sources.get(id) ?? []).map((id) => layers.get(id));
    const layer = before.reduce<number>((most, known) => Math.max(most, (known ?? -1) + 1), 0);
    for (const id of component) layers.set(id, layer);
  }
  return layers;
}

/** Nodes on a common cycle share a layer; what reads nothing stands just before the first that reads it. */
export function layersOf(ids: readonly NodeId[], wires: readonly Wire[]): Layers {
  const layers = longestWays(ids, wires);
  const nearest = new Map<NodeId, number>();
  for (const { from, to } of wires) {
    if (layers.get(from) === 0) nearest.set(from, Math.min(nearest.get(from) ?? Infinity, (layers.get(to) ?? 1) - 1));
  }
  return new Map(ids.map((id) => [id, nearest.get(id) ?? layers.get(id) ?? 0]));
}

/** How many columns all wires cross together. */
export const spanOf = (layers: Layers, wires: readonly Wire[]): number =>
  wires.reduce((sum, { from, to }) => sum + Math.abs((layers.get(to) ?? 0) - (layers.get(from) ?? 0)), 0);
