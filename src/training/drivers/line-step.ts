// One step along a direction, its length found by the line search that the node asks for.

import type { ResolvedAttributes } from "../../graph/node-type.ts";
import { addScaled, dot, norm } from "./dense.ts";
import { backtrack, type RayPoint, searchExactly } from "./line-search.ts";
import type { Objective, Point } from "./objective.ts";
import { StepFailure } from "./rule.ts";

export interface LineStep {
  /** Times the direction. */
  readonly length: number;
  readonly w: Float64Array;
}

const notDescending = (slope: number): StepFailure =>
  new StepFailure(
    "the direction does not lead downhill",
    `a slope of ${slope}`,
    "a slope below 0",
    "begin anew from these parameters, or use a first-order rule",
  );

/** From `w`, where the objective is `here`. A slope of zero is a minimum along the direction already. */
export function stepAlong(
  objective: Objective,
  w: Float64Array,
  here: Point,
  direction: Float64Array,
  settings: ResolvedAttributes,
): LineStep {
  const start: RayPoint = { value: here.value, slope: dot(here.gradient, direction) };
  if (start.slope === 0) return { length: 0, w: w.slice() };
  if (!(start.slope < 0)) throw notDescending(start.slope);
  const at = (a: number) => addScaled(w, a, direction);
  const ray = (a: number): RayPoint => {
    const { value, gradient } = objective.valueAndGradient(at(a));
    return { value, slope: dot(gradient, direction) };
  };
  const length =
    settings.lineSearch === "backtracking"
      ? backtrack((a) => objective.value(at(a)), start, Number(settings.sufficientDecrease))
      : searchExactly(ray, start, (1 + norm(w)) / norm(direction));
  return { length, w: at(length) };
}
