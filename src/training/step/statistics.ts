// What people watch while a model trains: how long weight, gradient and step of each parameter are. Part of the step only where it is asked for.

import type { TapeBuilder } from "../../engine/builder.ts";
import * as ops from "../../engine/ops.ts";
import type { Value } from "../../engine/tape.ts";
import { globalNorm } from "./clip.ts";

/** Euclidean lengths over all components of one parameter. */
export interface ParameterStatistics {
  /** Before the step. */
  readonly weight: number;
  /** Before clipping. */
  readonly gradient: number;
  /** Of what the step adds to the weight. */
  readonly change: number;
}

/** Outputs for one parameter, in the order of `ParameterStatistics`. */
export const STATISTICS = 3;

export const writeStatistics = (tape: TapeBuilder, weight: Value, gradient: Value, after: Value): Value[] =>
  [weight, gradient, ops.subtract(tape, after, weight)].map((value) => globalNorm(tape, [value]));

/** Reads what was written for several parameters. */
export const readStatistics = (names: readonly string[], outputs: readonly ArrayLike<number>[]): Record<string, ParameterStatistics> =>
  Object.fromEntries(
    names.map((name, index) => {
      const [weight, gradient, change] = outputs.slice(index * STATISTICS, (index + 1) * STATISTICS).map((output) => output[0]!);
      return [name, { weight: weight!, gradient: gradient!, change: change! }];
    }),
  );
