// Points, the straight legs between them, and rectangles.

import type { Position } from "../../graph/document.ts";
import { TINY } from "./measures.ts";
import type { Box } from "./scene.ts";

export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** One straight piece of a way: `at` on its axis, from `low` to `high` along it. */
export interface Leg {
  readonly upright: boolean;
  readonly at: number;
  readonly low: number;
  readonly high: number;
}

export const rectOf = ({ x, y, width, height }: Box): Rect => ({ left: x, top: y, right: x + width, bottom: y + height });

export const grown = ({ left, top, right, bottom }: Rect, by: number): Rect => ({
  left: left - by,
  top: top - by,
  right: right + by,
  bottom: bottom + by,
});

/** True where the insides meet. */
export const overlap = (a: Rect, b: Rect): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

export const contains = (a: Rect, b: Rect): boolean => a.left <= b.left && b.right <= a.right && a.top <= b.top && b.bottom <= a.bottom;

export function boundsOf(points: readonly Position[]): Rect {
  const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y } of points) {
    bounds.left = Math.min(bounds.left, x);
    bounds.right = Math.max(bounds.right, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.bottom = Math.max(bounds.bottom, y);
  }
  return bounds;
}

export const joined = (a: Rect, b: Rect): Rect => ({
  left: Math.min(a.left, b.left),
  top: Math.min(a.top, b.top),
  right: Math.max(a.right, b.right),
  bottom: Math.max(a.bottom, b.bottom),
});

/** How far a point lies outside of a rectangle, along one axis; negative inside. */
export const outside = ({ left, top, right, bottom }: Rect, { x, y }: Position): number =>
  Math.max(left - x, x - right, top - y, y - bottom);

export const samePoint = (a: Position | undefined, b: Position | undefined): boolean =>
  a !== undefined && b !== undefined && a.x === b.x && a.y === b.y;

export const samePoints = (a: readonly Position[], b: readonly Position[]): boolean =>
  a === b || (a.length === b.length && a.every((point, k) => samePoint(point, b[k])));

/** Of a leg: its points share a coordinate. */
export const distance = (a: Position, b: Position): number => Math.abs(b.x - a.x) + Math.abs(b.y - a.y);

export function lengthOf(points: readonly Position[]): number {
  let sum = 0;
  for (let k = 1; k < points.length; k++) sum += distance(points[k - 1]!, points[k]!);
  return sum;
}

export const legBetween = (a: Position, b: Position): Leg =>
  a.x === b.x
    ? { upright: true, at: a.x, low: Math.min(a.y, b.y), high: Math.max(a.y, b.y) }
    : { upright: false, at: a.y, low: Math.min(a.x, b.x), high: Math.max(a.x, b.x) };

export const legsOf = (points: readonly Position[]): Leg[] => points.slice(1).map((point, k) => legBetween(points[k]!, point));

/** True where a leg runs through the inside of a rectangle. */
export const runsThrough = ({ upright, at, low, high }: Leg, { left, top, right, bottom }: Rect): boolean =>
  upright
    ? at > left + TINY && at < right - TINY && low < bottom - TINY && high > top + TINY
    : at > top + TINY && at < bottom - TINY && low < right - TINY && high > left + TINY;

/** How long two legs run beside each other, closer than `apart`; 0 where they do not. */
export const beside = (a: Leg, b: Leg, apart: number): number =>
  a.upright === b.upright && Math.abs(a.at - b.at) < apart - TINY ? Math.max(0, Math.min(a.high, b.high) - Math.max(a.low, b.low)) : 0;

const inLine = (a: Position, b: Position, c: Position): boolean => (a.x === b.x && b.x === c.x) || (a.y === b.y && b.y === c.y);

/** Without the points that are no corners, and without pieces that are gone to and fro. */
export function simplified(points: readonly Position[]): Position[] {
  const kept: Position[] = [];
  for (const point of points) {
    if (samePoint(kept.at(-1), point)) continue;
    while (kept.length > 1 && inLine(kept.at(-2)!, kept.at(-1)!, point)) kept.pop();
    if (!samePoint(kept.at(-1), point)) kept.push(point);
  }
  return kept;
}
