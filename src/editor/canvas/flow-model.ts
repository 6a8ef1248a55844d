// The open graph as React Flow wants it. Objects that would come out the same are kept, so that only changed nodes redraw.

import type { Edge as FlowEdge, Node as FlowNode } from "@xyflow/react";
import {
  type Document,
  type Edge,
  type EdgeId,
  edgeId,
  type Graph,
  type GraphNode,
  type GraphScope,
  type NodeId,
  type Position,
} from "../../graph/document.ts";
import type { NodeType, Registry } from "../../graph/node-type.ts";
import { type PortLookup, portLookup } from "../../graph/ports.ts";
import { isNamed } from "../math/name.ts";
import { type Figure, figureOf, SIZES } from "./drawing.ts";
import { handlesOf } from "./handle.ts";
import { shownPorts } from "./node-ports.ts";
import { handleId, type PlacedPort, placePorts } from "./port-layout.ts";
import { type Drawing, drawWires, type Laid } from "./wire-drawing.ts";

export interface NodeData extends Record<string, unknown> {
  readonly node: GraphNode;
  readonly type: NodeType | undefined;
  readonly figure: Figure;
  readonly ports: readonly PlacedPort[];
}

export interface WireData extends Record<string, unknown> {
  readonly edge: Edge;
  /** Missing until the nodes at both ends are on the canvas. */
  readonly drawing?: Drawing;
}

export type CanvasNode = FlowNode<NodeData, "graph">;
export type Wire = FlowEdge<WireData, "wire">;

/** What screen readers say: `f, forget gate, Sigmoid`. */
const spokenName = ({ id, role }: GraphNode, title: string): string =>
  [isNamed(id) ? id : "", role ?? "", title].filter(Boolean).join(", ");

const samePorts = (a: readonly PlacedPort[], b: readonly PlacedPort[]): boolean =>
  a.length === b.length &&
  a.every((port, k) => {
    const other = b[k];
    return port.id === other?.id && port.side === other.side && port.spare === other.spare && port.spec.optional === other.spec.optional;
  });

function nodeData(graph: Graph, scope: GraphScope, node: GraphNode, registry: Registry, lookup: PortLookup): NodeData {
  const type = registry.get(node.type);
  const figure = figureOf(type, node.attributes);
  return { node, type, figure, ports: placePorts(node, figure, SIZES[figure], shownPorts(graph, node, lookup(node, scope))) };
}

function canvasNode(data: NodeData, selected: boolean, before: CanvasNode | undefined): CanvasNode {
  const { node, type, figure } = data;
  if (before && before.data.node === node && before.selected === selected && samePorts(before.data.ports, data.ports)) return before;
  return {
    ...before,
    id: node.id,
    type: "graph",
    position: node.position,
    data,
    selected,
    ...SIZES[figure],
    // Known beforehand: nodes and wires can be drawn before anything has been measured in the page.
    measured: SIZES[figure],
    handles: handlesOf(data.ports, before?.handles),
    ariaLabel: spokenName(node, type?.title ?? node.type),
  };
}

/** `before` brings measured sizes along. */
export function canvasNodes(
  document: Document,
  graph: Graph,
  scope: GraphScope,
  registry: Registry,
  selection: ReadonlySet<NodeId>,
  before: readonly CanvasNode[],
): CanvasNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  const lookup = portLookup(document, registry);
  return Object.values(graph.nodes).map((node) =>
    canvasNode(nodeData(graph, scope, node, registry, lookup), selection.has(node.id), known.get(node.id)),
  );
}

/** The same nodes with another selection. */
export const selectedNodes = (nodes: readonly CanvasNode[], selection: ReadonlySet<NodeId>): CanvasNode[] =>
  nodes.map((node) => (node.selected === selection.has(node.id) ? node : { ...node, selected: selection.has(node.id) }));

const wire = (edge: Edge, drawing: Drawing | undefined, selected: boolean): Wire => ({
  id: edgeId(edge.to),
  type: "wire",
  source: edge.from.node,
  sourceHandle: handleId("out", edge.from.port),
  target: edge.to.node,
  targetHandle: handleId("in", edge.to.port),
  data: drawing ? { edge, drawing } : { edge },
  selected,
  zIndex: selected ? 1 : 0,
  ariaLabel: `Wire from ${edge.from.node} to ${edge.to.port} of ${edge.to.node}`,
});

export function canvasWires(graph: Graph, laid: Laid, selection: ReadonlySet<EdgeId>, before: readonly Wire[]): Wire[] {
  const known = new Map(before.map((kept) => [kept.id, kept]));
  const drawn = new Map(before.flatMap(({ id, data }) => (data?.drawing ? [[id, data.drawing]] : [])));
  const drawings = drawWires(Object.values(graph.edges), laid, drawn);
  return Object.values(graph.edges).map((edge) => {
    const id = edgeId(edge.to);
    const kept = known.get(id);
    const same = kept?.data?.edge === edge && kept.selected === selection.has(id) && kept.data.drawing === drawings.get(id);
    return same ? kept : wire(edge, drawings.get(id), selection.has(id));
  });
}

/** Where nodes stand after a drag, for those that moved. */
export function movedNodes(nodes: readonly CanvasNode[], graph: Graph): { id: NodeId; position: Position }[] {
  return nodes.flatMap(({ id, position }) => {
    const old = graph.nodes[id]?.position;
    return old && (old.x !== position.x || old.y !== position.y) ? [{ id, position: { x: position.x, y: position.y } }] : [];
  });
}
