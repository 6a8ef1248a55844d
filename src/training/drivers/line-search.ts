// How far to go along a direction (J. Nocedal, S. Wright, Numerical Optimization, 2006, chapter 3).

import { findRoot } from "./find-root.ts";
import { StepFailure } from "./rule.ts";

/** φ(a) = E(w + a d) and φ'(a). */
export interface RayPoint {
  readonly value: number;
  readonly slope: number;
}

export type Ray = (a: number) => RayPoint;

const HALVINGS = 60;
/** Halvings or doublings of the exact search: 2^±200 is farther than numbers of any use reach. */
const MOST = 200;
/** Two values that differ by less, relatively, may differ by rounding alone. */
const ROUNDING = 1e-12;

/**
 * Halves a = 1 until φ(a) ≤ φ(0) + c a φ'(0), at most 60 times (L. Armijo 1966).
 * @param value φ
 * @param start φ(0) and φ'(0)
 */
export function backtrack(value: (a: number) => number, start: RayPoint, sufficientDecrease: number): number {
  let a = 1;
  for (let halvings = 0; halvings <= HALVINGS; halvings++) {
    if (value(a) <= start.value + sufficientDecrease * a * start.slope) return a;
    a /= 2;
  }
  throw new StepFailure(
    `backtracking finds no step that lowers the loss enough in ${HALVINGS} halvings`,
    `steps down to ${a * 2}`,
    "a lower loss",
    "look for a kink or a jump in the loss, or use a first-order rule",
  );
}

interface Trial extends RayPoint {
  readonly at: number;
}

/** Where φ still falls and has not risen in between; behind the minimum; or out of sight of it: too high, or no number at all. */
type Place = "falling" | "rising" | "beyond";

function placeOf({ value, slope }: RayPoint, before: RayPoint): Place {
  if (!Number.isFinite(value) || !Number.isFinite(slope)) return "beyond";
  if (slope >= 0) return "rising";
  return value <= before.value + ROUNDING * Math.abs(before.value) ? "falling" : "beyond";
}

/**
 * Where to look first: a quarter of the way to the minimum that the curvature at 0 promises, so that a minimum farther away does not hide
 * the nearest one. Without a promise, a thousandth of the way on which all parameters together would change by their own size.
 */
function firstTry(ray: Ray, start: RayPoint, scale: number): number {
  const near = scale * 1e-6;
  const curvature = (ray(near).slope - start.slope) / near;
  const promised = -start.slope / curvature / 4;
  return promised > 0 && Number.isFinite(promised) ? promised : scale / 1000;
}

/**
 * The nearest minimum of φ for a > 0, to rounding: a zero of φ'. A first step is halved until φ falls there, then doubled while it does; what
 * lies between the last two is narrowed.
 * @param start φ(0) and φ'(0) < 0
 * @param scale the a at which w + a d is about as far from w as w is from 0
 */
export function searchExactly(ray: Ray, start: RayPoint, scale: number): number {
  const trial = (at: number): Trial => ({ at, ...ray(at) });
  const first = trial(firstTry(ray, start, scale));
  const [low, high] = placeOf(first, start) === "falling" ? expand(trial, first) : contract(trial, first, start);
  const [left, right] = placeOf(high, low) === "rising" ? [low, high] : narrow(trial, low, high);
  if (placeOf(right, left) !== "rising") return left.at;
  return findRoot((a) => ray(a).slope, { at: left.at, f: left.slope }, { at: right.at, f: right.slope });
}

function expand(trial: (a: number) => Trial, first: Trial): [Trial, Trial] {
  let low = first;
  for (let count = 0; count < MOST; count++) {
    const high = trial(2 * low.at);
    if (placeOf(high, low) !== "falling") return [low, high];
    low = high;
  }
  throw new StepFailure(
    "the loss falls without end along the direction",
    `a loss of ${low.value} at ${low.at} times the direction`,
    "a minimum",
    "give the loss a lower bound, or use a rule with a learning rate",
  );
}

function contract(trial: (a: number) => Trial, first: Trial, start: RayPoint): [Trial, Trial] {
  let high = first;
  for (let count = 0; count < MOST; count++) {
    const low = trial(high.at / 2);
    if (placeOf(low, start) === "falling") return [low, high];
    high = low;
  }
  throw new StepFailure(
    "the line search finds no step that lowers the loss",
    `steps down to ${high.at}`,
    "a lower loss",
    "look for a kink or a jump in the loss, or use a first-order rule",
  );
}

/** Halves between a place that falls and one out of sight, until the latter rises, or until there is nothing between: an edge. */
function narrow(trial: (a: number) => Trial, from: Trial, to: Trial): [Trial, Trial] {
  let [low, high] = [from, to];
  for (let count = 0; count < MOST && placeOf(high, low) === "beyond"; count++) {
    const middle = trial((low.at + high.at) / 2);
    if (middle.at <= low.at || middle.at >= high.at) break;
    if (placeOf(middle, low) === "falling") low = middle;
    else high = middle;
  }
  return [low, high];
}
