// Ports as React Flow knows them: handles.

import { type NodeHandle, Position } from "@xyflow/react";
import { handleId, type PlacedPort } from "./port-layout.ts";
import type { Side } from "./wire-path.ts";

export const POSITIONS: Record<Side, Position> = { left: Position.Left, right: Position.Right, top: Position.Top, bottom: Position.Bottom };

/** Of the square in which a port can be hit; in CSS too. */
const PORT = 24;

/** Relative to the node's upper left corner. */
const handleOf = ({ id, direction, side, x, y }: PlacedPort): NodeHandle => ({
  id: handleId(direction, id),
  type: direction === "in" ? "target" : "source",
  position: POSITIONS[side],
  x: x - PORT / 2,
  y: y - PORT / 2,
  width: PORT,
  height: PORT,
});

/**
 * The handles of a node, and behind them those that it has just lost. React Flow takes the nodes before the wires: for a moment the
 * wires of before meet the nodes of now, and a wire that does not find its port is reported as a fault.
 */
export function handlesOf(ports: readonly PlacedPort[], before: readonly NodeHandle[] = []): NodeHandle[] {
  const handles = ports.map(handleOf);
  const present = new Set(handles.map(({ id }) => id));
  return [...handles, ...before.filter(({ id }) => !present.has(id))];
}

interface WithHandles {
  readonly handles?: readonly NodeHandle[];
  readonly data: { readonly ports: readonly PlacedPort[] };
}

/** Whether there are handles without a port. */
export const keepsLost = ({ handles = [], data }: WithHandles): boolean => handles.length > data.ports.length;

/** The same nodes with the handles of their ports alone: for when the wires have followed. */
export const withoutLost = <Node extends WithHandles>(nodes: readonly Node[]): Node[] =>
  nodes.map((node) => (keepsLost(node) ? { ...node, handles: handlesOf(node.data.ports) } : node));
