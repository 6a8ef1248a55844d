// The open graph as ELK wants it, and its answer as positions: layered from left to right, wires into delays lead back.

import type { ElkExtendedEdge, ElkNode, ElkPort, LayoutOptions } from "elkjs/lib/elk-api.js";
import type { Edge, NodeId, Position } from "../../graph/document.ts";
import type { PlacedPort } from "../canvas/port-layout.ts";

/** A node as far as a layout is concerned. */
export interface LaidNode {
  readonly id: NodeId;
  /** Of its middle. */
  readonly position: Position;
  readonly width: number;
  readonly height: number;
  readonly ports: readonly PlacedPort[];
  /** What it hands on is from another step: wires into it do not count as the way forward. */
  readonly isDelay: boolean;
}

const OPTIONS: LayoutOptions = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.layered.feedbackEdges": "true",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.considerModelOrder.strategy": "PREFER_EDGES",
  "elk.spacing.nodeNode": "48",
  "elk.spacing.edgeNode": "24",
  "elk.spacing.componentComponent": "64",
  "elk.layered.spacing.nodeNodeBetweenLayers": "72",
  "elk.layered.spacing.edgeNodeBetweenLayers": "24",
  "elk.randomSeed": "1",
};

const SIDES = { left: "WEST", right: "EAST", top: "NORTH", bottom: "SOUTH" } as const;

const portId = (node: NodeId, direction: string, port: string): string => `${node}:${direction}:${port}`;

const elkPort = (node: NodeId, { id, direction, side, x, y }: PlacedPort): ElkPort => ({
  id: portId(node, direction, id),
  x,
  y,
  width: 0,
  height: 0,
  layoutOptions: { "elk.port.side": SIDES[side] },
});

const elkNode = ({ id, width, height, ports }: LaidNode): ElkNode => ({
  id,
  width,
  height,
  ports: ports.map((port) => elkPort(id, port)),
  layoutOptions: { "elk.portConstraints": "FIXED_POS" },
});

/** Cycles are cut where they are cheapest: at the delays. */
const FORWARD: LayoutOptions = { "elk.layered.priority.direction": "10" };
const BACK: LayoutOptions = { "elk.layered.priority.direction": "0" };

export function elkGraph(nodes: readonly LaidNode[], edges: readonly Edge[]): ElkNode {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const inside = edges.filter(({ from, to }) => byId.has(from.node) && byId.has(to.node));
  const wires = inside.map(
    ({ from, to }, index): ElkExtendedEdge => ({
      id: `wire${index}`,
      sources: [portId(from.node, "out", from.port)],
      targets: [portId(to.node, "in", to.port)],
      layoutOptions: byId.get(to.node)?.isDelay ? BACK : FORWARD,
    }),
  );
  return { id: "graph", layoutOptions: OPTIONS, children: nodes.map(elkNode), edges: wires };
}

export const GRID = 16;
const onGrid = (value: number): number => Math.round(value / GRID) * GRID;

const middle = (points: readonly Position[]): Position => {
  const span = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  return { x: span(points.map(({ x }) => x)), y: span(points.map(({ y }) => y)) };
};

/** Middles of the nodes, on the grid; as a whole they stay where they were. */
export function positionsOf(answer: ElkNode, nodes: readonly LaidNode[]): Record<NodeId, Position> {
  const laid = new Map(
    (answer.children ?? []).map(({ id, x = 0, y = 0, width = 0, height = 0 }) => [id, { x: x + width / 2, y: y + height / 2 }]),
  );
  const placed = nodes.flatMap(({ id }) => laid.get(id) ?? []);
  if (placed.length === 0) return {};
  const [was, is] = [middle(nodes.map(({ position }) => position)), middle(placed)];
  const by = { x: onGrid(was.x - is.x), y: onGrid(was.y - is.y) };
  return Object.fromEntries([...laid].map(([id, { x, y }]) => [id, { x: onGrid(x + by.x), y: onGrid(y + by.y) }]));
}
