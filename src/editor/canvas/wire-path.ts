// Right-angled wires: the corners of a way from port to port, the way as an SVG path with round corners, and where its chevron sits.

import type { Position } from "../../graph/document.ts";

export type Side = "left" | "right" | "top" | "bottom";

export interface WireEnd extends Position {
  /** Side of the node at which the wire leaves or enters. */
  readonly side: Side;
}

/** How far a wire goes straight before it may turn. */
const LEAD = 20;
export const CORNER = 12;

const OUT: Record<Side, Position> = { left: { x: -1, y: 0 }, right: { x: 1, y: 0 }, top: { x: 0, y: -1 }, bottom: { x: 0, y: 1 } };
const horizontal = (side: Side): boolean => side === "left" || side === "right";
const lead = (end: WireEnd): Position => ({ x: end.x + OUT[end.side].x * LEAD, y: end.y + OUT[end.side].y * LEAD });

/** True where `to` lies ahead of somebody who leaves `from` at its side. */
const ahead = (from: WireEnd, to: Position): boolean => (to.x - from.x) * OUT[from.side].x + (to.y - from.y) * OUT[from.side].y >= 0;

/** Both ends on the horizontal axis: over a column between them, or around by a row. */
function horizontalWay(source: WireEnd, target: WireEnd): Position[] {
  const [a, b] = [lead(source), lead(target)];
  if (ahead(source, b) && ahead(target, a)) {
    const x = (a.x + b.x) / 2;
    return [
      { x, y: source.y },
      { x, y: target.y },
    ];
  }
  const sameSide = source.side === target.side;
  if (sameSide) {
    const x = source.side === "right" ? Math.max(a.x, b.x) : Math.min(a.x, b.x);
    return [
      { x, y: source.y },
      { x, y: target.y },
    ];
  }
  const y = Math.abs(source.y - target.y) > 2 * LEAD ? (source.y + target.y) / 2 : Math.max(source.y, target.y) + 4 * LEAD;
  return [
    { x: a.x, y: source.y },
    { x: a.x, y },
    { x: b.x, y },
    { x: b.x, y: target.y },
  ];
}

/** One end horizontal, one vertical: a single corner where it lies ahead of both, else a way around. */
function mixedWay(source: WireEnd, target: WireEnd): Position[] {
  const corner = horizontal(source.side) ? { x: target.x, y: source.y } : { x: source.x, y: target.y };
  if (ahead(source, corner) && ahead(target, corner)) return [corner];
  const [a, b] = [lead(source), lead(target)];
  return horizontal(source.side)
    ? [
        { x: a.x, y: source.y },
        { x: a.x, y: b.y },
        { x: target.x, y: b.y },
      ]
    : [
        { x: source.x, y: a.y },
        { x: b.x, y: a.y },
        { x: b.x, y: target.y },
      ];
}

const MIRRORED: Record<Side, Side> = { left: "top", right: "bottom", top: "left", bottom: "right" };
const swap = <P extends Position>(p: P): P => ({ ...p, x: p.y, y: p.x });

function corners(source: WireEnd, target: WireEnd): Position[] {
  if (horizontal(source.side) !== horizontal(target.side)) return mixedWay(source, target);
  if (horizontal(source.side)) return horizontalWay(source, target);
  // The vertical case is the horizontal one in a mirror along the diagonal.
  const mirror = (end: WireEnd): WireEnd => ({ ...swap(end), side: MIRRORED[end.side] });
  return horizontalWay(mirror(source), mirror(target)).map(swap);
}

const isBetween = (a: Position, p: Position, b: Position): boolean =>
  (a.x === p.x && p.x === b.x && (p.y - a.y) * (b.y - p.y) >= 0) || (a.y === p.y && p.y === b.y && (p.x - a.x) * (b.x - p.x) >= 0);

/** Without the points that are no corners. */
const cleaned = (points: readonly Position[]): Position[] =>
  points.filter((p, k) => {
    const [before, after] = [points[k - 1], points[k + 1]];
    return !before || !after || !isBetween(before, p, after);
  });

/** The corner next to an end stands in line with it, wherever the port has gone since the route was laid. */
const inLine = (corner: Position, end: WireEnd): Position => (horizontal(end.side) ? { ...corner, y: end.y } : { ...corner, x: end.x });

function laid(source: WireEnd, target: WireEnd, route: readonly Position[]): Position[] {
  const last = route.length - 1;
  return route.map((corner, k) => {
    const started = k === 0 ? inLine(corner, source) : corner;
    return k === last ? inLine(started, target) : started;
  });
}

/** All points of a wire, over the corners of its route where it has one. */
export function wirePoints(source: WireEnd, target: WireEnd, route?: readonly Position[]): Position[] {
  const between = route && route.length > 0 ? laid(source, target, route) : corners(source, target);
  return cleaned([{ x: source.x, y: source.y }, ...between, { x: target.x, y: target.y }]);
}

const distance = (a: Position, b: Position): number => Math.hypot(b.x - a.x, b.y - a.y);

/** The point `length` along the way from `from` to `to`. */
function towards(from: Position, to: Position, length: number): string {
  const u = length / (distance(from, to) || 1);
  return `${from.x + (to.x - from.x) * u} ${from.y + (to.y - from.y) * u}`;
}

/** Corners at `sharp` points stay sharp: there a branch leaves its trunk. */
export function roundedPath(points: readonly Position[], sharp: readonly Position[] = []): string {
  const isSharp = (p: Position) => sharp.some(({ x, y }) => x === p.x && y === p.y);
  return points
    .map((p, k) => {
      const [before, after] = [points[k - 1], points[k + 1]];
      if (!before) return `M${p.x} ${p.y}`;
      if (!after || isSharp(p)) return `L${p.x} ${p.y}`;
      const cut = Math.min(CORNER, distance(before, p) / 2, distance(p, after) / 2);
      return `L${towards(p, before, cut)}Q${p.x} ${p.y} ${towards(p, after, cut)}`;
    })
    .join("");
}

export interface Chevron extends Position {
  /** Degrees; 0 points right. */
  readonly angle: number;
}

/** In the middle of the longest leg; null where every leg is too short for one. */
export function chevronOf(points: readonly Position[], shortest = 24): Chevron | null {
  let best: Chevron | null = null;
  let longest = shortest;
  for (let k = 1; k < points.length; k++) {
    const [a, b] = [points[k - 1], points[k]];
    if (!a || !b || distance(a, b) < longest) continue;
    longest = distance(a, b);
    best = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, angle: (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI };
  }
  return best;
}
