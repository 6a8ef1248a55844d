// Ports as React Flow knows them: handles.

import { type NodeHandle, Position } from "@xyflow/react";
import { handleId, type PlacedPort } from "./port-layout.ts";
import type { Side } from "./wire-path.ts";

export const POSITIONS: Record<Side, Position> = { left: Position.Left, right: Position.Right, top: Position.Top, bottom: Position.Bottom };

/** Of the square in which a port can be hit; in CSS too. */
const PORT = 24;

/** Relative to the node's upper left corner. */
export const handleOf = ({ id, direction, side, x, y }: PlacedPort): NodeHandle => ({
  id: handleId(direction, id),
  type: direction === "in" ? "target" : "source",
  position: POSITIONS[side],
  x: x - PORT / 2,
  y: y - PORT / 2,
  width: PORT,
  height: PORT,
});
