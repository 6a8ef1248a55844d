// Positions for a graph that came from text: from left to right along the wires, in the order of the nodes where wires say nothing.

import dagre from "@dagrejs/dagre";
import { type Graph, type GraphNode, type NodeId, nodeAt, type Position } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import { roleOf } from "../../graph/ports.ts";
import { type Layers, layersOf, spanOf, type Wire } from "./layers.ts";

/** Pixels; every position is a whole number of grid steps. */
const grid = 16;
const size = { width: 112, height: 64 };
const gaps = { rank: 80, node: 32 };
/** dagre works on a point for each column that a wire crosses, and takes seconds for thousands of them. */
const most = 600;

const snap = (value: number): number => Math.round(value / grid) * grid + 0;

/** Wires that order nodes from left to right: into a delay they lead back in time. */
function forwardWires(graph: Graph, registry: Registry): Wire[] {
  return Object.values(graph.edges).flatMap(({ from, to }) => {
    const target = nodeAt(graph, to.node);
    const back = target !== undefined && roleOf(target, registry) === "delay" && to.port === "x";
    return back || !target || !nodeAt(graph, from.node) ? [] : [{ from: from.node, to: to.node }];
  });
}

type Positions = ReadonlyMap<NodeId, Position>;

function withDagre(ids: readonly NodeId[], wires: readonly Wire[]): Positions {
  const sheet = new dagre.graphlib.Graph();
  sheet.setGraph({ rankdir: "LR", ranksep: gaps.rank, nodesep: gaps.node });
  sheet.setDefaultEdgeLabel(() => ({}));
  for (const id of ids) sheet.setNode(id, { ...size });
  for (const { from, to } of wires) sheet.setEdge(from, to);
  dagre.layout(sheet);
  return new Map(
    ids.map((id) => {
      const { x = 0, y = 0 } = sheet.node(id) as Partial<Position>;
      return [id, { x: snap(x - size.width / 2), y: snap(y - size.height / 2) }];
    }),
  );
}

/** A column for each layer, its nodes below each other. */
function inColumns(ids: readonly NodeId[], layers: Layers): Positions {
  const rows = new Map<number, number>();
  return new Map(
    ids.map((id) => {
      const layer = layers.get(id) ?? 0;
      const row = rows.get(layer) ?? 0;
      rows.set(layer, row + 1);
      return [id, { x: snap(layer * (size.width + gaps.rank)), y: snap(row * (size.height + gaps.node)) }];
    }),
  );
}

/** The same graph gives the same positions. */
export function layoutGraph(graph: Graph, registry: Registry): Graph {
  const ids = Object.keys(graph.nodes);
  const wires = forwardWires(graph, registry);
  const layers = layersOf(ids, wires);
  const positions = spanOf(layers, wires) + ids.length <= most ? withDagre(ids, wires) : inColumns(ids, layers);
  const placed = (node: GraphNode): GraphNode => ({ ...node, position: positions.get(node.id) ?? node.position });
  return { ...graph, nodes: Object.fromEntries(Object.entries(graph.nodes).map(([id, node]) => [id, placed(node)])) };
}
