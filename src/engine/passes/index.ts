// The passes in the order in which they pay. Each is a function from tape to tape with the same inputs and outputs.

import type { Tape } from "../tape.ts";
import { shareCommonSubexpressions } from "./common-subexpressions.ts";
import { eliminateDeadCode } from "./dead-code.ts";
import { foldConstants } from "./fold.ts";

export const passes = {
  "dead-code": eliminateDeadCode,
  fold: foldConstants,
  "common-subexpressions": shareCommonSubexpressions,
} as const satisfies Record<string, (tape: Tape) => Tape>;

export type PassName = keyof typeof passes;

/** Makes a tape small. Not before `grad`: equal values keep gradients of their own until then. */
export const simplify = (tape: Tape): Tape =>
  eliminateDeadCode(shareCommonSubexpressions(foldConstants(shareCommonSubexpressions(eliminateDeadCode(tape)))));
