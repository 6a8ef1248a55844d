// Loops that end at the last real step of the examples at hand, a number that is known only when the step runs.

import type { RealSteps } from "../../../passes/real-steps.ts";
import type { Value } from "../../../tape.ts";

/** So many turns as a loop variable says, less `fewer`; none where that is not above 0. */
export interface Count {
  readonly variable: number;
  readonly fewer: number;
}

/** The axis of a loop that is walked only so far. */
export interface Limit {
  readonly axis: number;
  readonly count: Count;
}

/** Where a loop would have to end early and cannot: the plan is then made without limits. */
export class Unlimitable extends Error {}

const longBefore = ({ shape }: Value, axis: number): number => shape.slice(0, axis).filter((size) => size !== 1).length;

export class Limits {
  constructor(
    private readonly steps: RealSteps,
    /** The loop variable with the number of real steps. */
    private readonly variable: number,
  ) {}

  /** Along the axes of a value. */
  of(value: Value): Limit | null {
    const steps = this.steps.stepsOf(value);
    if (!steps) return null;
    // an axis of size 1 is no loop
    if (value.shape[steps.axis] === 1) throw new Unlimitable();
    return { axis: steps.axis, count: { variable: this.variable, fewer: steps.fewer } };
  }

  /** Along its axes that are longer than 1. */
  ofLong(value: Value): Limit | null {
    const limit = this.of(value);
    return limit && { ...limit, axis: longBefore(value, limit.axis) };
  }

  /** Of the steps of a scan that reads these slices. */
  ofScan(slices: readonly Value[]): Count | null {
    const limits = slices.flatMap((slice) => this.of(slice) ?? []);
    return limits[0]?.count ?? null;
  }

  /** A value that the plan makes up is limited as another one is. */
  alike(value: Value, other: Value): void {
    this.steps.alike(value, other);
  }
}

export const sameLimit = (a: Limit | null, b: Limit | null): boolean =>
  a === b || (a !== null && b !== null && a.axis === b.axis && a.count.variable === b.count.variable && a.count.fewer === b.count.fewer);
