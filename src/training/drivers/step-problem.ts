// What a driver's session says when a step cannot be made: a rule knows why, the session where and when.

import { Problem } from "../../base/errors.ts";
import { StepFailure } from "./rule.ts";

interface When {
  /** Of the optimizer's node. */
  readonly path: string;
  /** The one that fails, 1 for the first. */
  readonly epoch: number;
}

export const notFinite = ({ path, epoch }: When, what: string, got: string): Problem =>
  new Problem({
    code: "not-finite",
    message: `training, epoch ${epoch}: ${what} becomes ${got}`,
    where: { node: path },
    got,
    expected: "finite numbers",
    remedy: "begin elsewhere, or use a first-order rule; the parameters are as they were before",
  });

/** Runs a step; its StepFailure becomes a located Problem. */
export function locatingStep<T>({ path, epoch }: When, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    const { what, got, expected, remedy } = error;
    throw new Problem({
      code: "no-step",
      message: `training, epoch ${epoch}: ${what}`,
      where: { node: path },
      got,
      expected,
      remedy: `${remedy}; the parameters are as they were before`,
    });
  }
}
