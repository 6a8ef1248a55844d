// What a refusal says about sizes: how many components come, how many are wanted.

import type { ProblemData } from "../../base/errors.ts";
import type { PortAxes } from "../worker/protocol.ts";

const COUNT = /^(\d+)(?: features?| components?)?$/;

/** `20`, `20 features`; null for all other words. */
export function countIn(text: string | undefined): number | null {
  const digits = text === undefined ? undefined : COUNT.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Components of a column, 1 for a number; null for matrices and what nobody knows. */
function componentsOf(axes: PortAxes | undefined): number | null {
  if (!axes || axes.shape.length > 1) return null;
  return axes.shape[0] ?? 1;
}

export interface Sizes {
  readonly got: number;
  readonly wanted: number;
}

/** The refusal may tell the two sizes from either end of the wire: the one that the wire does not have is wanted. */
export function sizesOf({ got, expected }: ProblemData, axes: PortAxes | undefined): Sizes | null {
  const [first, second] = [countIn(got), countIn(expected)];
  if (first === null || second === null || first === second) return null;
  const own = componentsOf(axes) ?? first;
  if (own !== first && own !== second) return null;
  return { got: own, wanted: own === first ? second : first };
}
