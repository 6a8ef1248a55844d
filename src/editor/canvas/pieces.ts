// A wire in pieces: from where it leaves its trunk to its end, cut wherever another wire of the same port leaves it.
// A piece knows which wires run through it; the gradient on it is the sum of theirs.

import type { EdgeId, Position } from "../../graph/document.ts";
import { distanceTo, parting, type Way } from "./geometry.ts";

export interface Piece {
  readonly points: readonly Position[];
  /** All wires that run through it, this one first. */
  readonly wires: readonly EdgeId[];
}

export type NamedWay = readonly [id: EdgeId, way: Way];

/** Part of a way between two distances from its start. */
export function stretch(points: readonly Position[], from: number, to: number): Position[] {
  const found: Position[] = [];
  let walked = 0;
  for (let k = 1; k < points.length; k++) {
    const [a, b] = [points[k - 1] as Position, points[k] as Position];
    const length = Math.abs(b.x - a.x) + Math.abs(b.y - a.y);
    const at = (distance: number): Position => {
      const u = length > 0 ? (distance - walked) / length : 0;
      return { x: a.x + (b.x - a.x) * u, y: a.y + (b.y - a.y) * u };
    };
    if (walked + length > from && walked < to) {
      if (found.length === 0) found.push(at(Math.max(from, walked)));
      found.push(at(Math.min(to, walked + length)));
    }
    walked += length;
  }
  return found;
}

const lengthOf = (points: readonly Position[]): number =>
  points.reduce((sum, b, k) => sum + (k === 0 ? 0 : Math.abs(b.x - points[k - 1]!.x) + Math.abs(b.y - points[k - 1]!.y)), 0);

/** How far another wire runs along with this one. */
function sharedWith(way: Way, other: Way): number {
  const point = parting(way.points, other.points);
  return point ? distanceTo(way.points, point) : 0;
}

/** Cut marks along a way, ascending, its own start and end among them. */
function cuts(way: Way, shared: readonly number[]): number[] {
  const end = lengthOf(way.points);
  const start = end - lengthOf(way.own);
  const between = shared.filter((mark) => mark > start && mark < end);
  return [...new Set([start, ...between, end])].sort((a, b) => a - b);
}

/** @param family all wires from the same port, this one among them */
export function piecesOf(id: EdgeId, way: Way, family: readonly NamedWay[]): Piece[] {
  const others = family.flatMap(([other, theirs]) => (other === id ? [] : [{ id: other, shared: sharedWith(way, theirs) }]));
  const marks = cuts(
    way,
    others.map(({ shared }) => shared),
  );
  return marks.slice(1).map((end, k) => ({
    points: stretch(way.points, marks[k] ?? 0, end),
    wires: [id, ...others.filter(({ shared }) => shared >= end).map((other) => other.id)],
  }));
}

const samePiece = (a: Piece, b: Piece | undefined): boolean =>
  b !== undefined &&
  a.wires.join() === b.wires.join() &&
  a.points.length === b.points.length &&
  a.points.every((p, k) => p.x === b.points[k]?.x && p.y === b.points[k]?.y);

export const samePieces = (a: readonly Piece[], b: readonly Piece[]): boolean =>
  a.length === b.length && a.every((piece, k) => samePiece(piece, b[k]));

/** Half of what a casing covers along its wire: the widest wire under it and some air. */
const COVER = 8;

const liesOn = (p: Position, a: Position, b: Position): boolean =>
  (a.x === b.x && p.x === a.x && (p.y - a.y) * (b.y - p.y) >= 0) || (a.y === b.y && p.y === a.y && (p.x - a.x) * (b.x - p.x) >= 0);

function casing(p: Position, a: Position, b: Position): string {
  const clamp = (low: number, x: number, high: number) => Math.max(Math.min(low, high), Math.min(Math.max(low, high), x));
  const [x1, x2] = a.x === b.x ? [p.x, p.x] : [clamp(a.x, p.x - COVER, b.x), clamp(a.x, p.x + COVER, b.x)];
  const [y1, y2] = a.x === b.x ? [clamp(a.y, p.y - COVER, b.y), clamp(a.y, p.y + COVER, b.y)] : [p.y, p.y];
  return `M${x1} ${y1}L${x2} ${y2}`;
}

/** The short stretches on which a piece passes over other wires, as one SVG path; empty where it crosses none. */
export function casingPath(points: readonly Position[], crossings: readonly Position[]): string {
  return crossings
    .map((p) => {
      const k = points.findIndex((b, index) => index > 0 && liesOn(p, points[index - 1] as Position, b));
      return k < 0 ? "" : casing(p, points[k - 1] as Position, points[k] as Position);
    })
    .join("");
}
