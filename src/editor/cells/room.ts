// Room for the nodes of an unpacked cell: what stands where they come moves away from the cell that they were in.

import type { Edge, Graph, GraphScope, NodeId, Position } from "../../graph/document.ts";
import type { Edit } from "../../graph/edits.ts";
import { SIZES, type Size } from "../canvas/drawing.ts";

/** A node as a box around its middle. */
export interface Standing extends Size {
  readonly id: NodeId;
  readonly position: Position;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Lanes of loops and the names beside nodes need some, too. */
const AIR = 96;
const GRID = 16;

const boxOf = ({ position: { x, y }, width, height }: Standing): Box => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y + height / 2,
});

const around = (boxes: readonly Box[], air = 0): Box => ({
  left: Math.min(...boxes.map((box) => box.left)) - air,
  right: Math.max(...boxes.map((box) => box.right)) + air,
  top: Math.min(...boxes.map((box) => box.top)) - air,
  bottom: Math.max(...boxes.map((box) => box.bottom)) + air,
});

const overlap = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const sides = ["right", "left", "bottom", "top"] as const;
type Side = (typeof sides)[number];

/** Where a node stands, seen from the cell: beside it, else below or above. */
function sideOf({ position }: Standing, cell: Position): Side {
  const beside = SIZES.cell.width / 2;
  if (position.x > cell.x + beside) return "right";
  if (position.x < cell.x - beside) return "left";
  return position.y >= cell.y ? "bottom" : "top";
}

const steps = (length: number): number => Math.max(0, Math.ceil(length / GRID) * GRID);

/** How far all nodes of a side move, so that the nearest stands clear of the new ones. */
function wayOf(side: Side, group: Box, taken: Box): Position {
  switch (side) {
    case "right":
      return { x: steps(taken.right - group.left), y: 0 };
    case "left":
      return { x: -steps(group.right - taken.left), y: 0 };
    case "bottom":
      return { x: 0, y: steps(taken.bottom - group.top) };
    case "top":
      return { x: 0, y: -steps(group.bottom - taken.top) };
  }
}

/** By node: how far it moves. Nothing moves where nothing is in the way. */
export function shifts(others: readonly Standing[], comers: readonly Standing[], cell: Position): ReadonlyMap<NodeId, Position> {
  const moved = new Map<NodeId, Position>();
  if (comers.length === 0) return moved;
  const taken = around(comers.map(boxOf), AIR);
  if (!others.some((other) => overlap(boxOf(other), taken))) return moved;
  for (const side of sides) {
    const group = others.filter((other) => sideOf(other, cell) === side);
    if (group.length === 0) continue;
    const way = wayOf(side, around(group.map(boxOf)), taken);
    if (way.x !== 0 || way.y !== 0) for (const { id } of group) moved.set(id, way);
  }
  return moved;
}

const plus = (a: Position, b: Position): Position => ({ x: a.x + b.x, y: a.y + b.y });

/** A hand-laid way goes along where both its ends go the same way; else it is let go. */
function reroute({ from, to, route }: Edge, moved: ReadonlyMap<NodeId, Position>, scope: GraphScope): Edit[] {
  const [start, end] = [moved.get(from.node), moved.get(to.node)];
  if (!route || (!start && !end)) return [];
  const together = start && end && start.x === end.x && start.y === end.y;
  return [{ kind: "setRoute", scope, to, route: together ? route.map((corner) => plus(corner, start)) : undefined }];
}

export function makeRoom(graph: Graph, scope: GraphScope, moved: ReadonlyMap<NodeId, Position>): Edit[] {
  if (moved.size === 0) return [];
  const positions = Object.values(graph.nodes).flatMap(({ id, position }) => {
    const way = moved.get(id);
    return way ? [[id, plus(position, way)] as const] : [];
  });
  const routes = Object.values(graph.edges).flatMap((edge) => reroute(edge, moved, scope));
  return [{ kind: "move", scope, positions: Object.fromEntries(positions) }, ...routes];
}
