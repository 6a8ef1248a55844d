// The passes in the order in which they pay. Each is a function from tape to tape with the same inputs and outputs.

import type { Tape } from "../tape.ts";
import { batchGradients } from "./batch-gradients.ts";
import { batchSteps } from "./batch-steps.ts";
import { shareCommonSubexpressions } from "./common-subexpressions.ts";
import { eliminateDeadCode } from "./dead-code.ts";
import { foldConstants } from "./fold.ts";
import { hoistInvariants } from "./hoist-invariants.ts";
import { joinBroadcasts } from "./join-broadcasts.ts";
import { joinPads } from "./join-pads.ts";
import { mergeProducts } from "./merge-products.ts";
import { regroupSums } from "./regroup-sums.ts";
import { splitConcat } from "./split-concat.ts";
import { splitStacks } from "./split-stacks.ts";

export const passes = {
  "dead-code": eliminateDeadCode,
  fold: foldConstants,
  "common-subexpressions": shareCommonSubexpressions,
} as const satisfies Record<string, (tape: Tape) => Tape>;

/** Passes that make a tape faster, not shorter; for-speed.ts has them in their order. */
export const speedPasses = {
  "hoist-invariants": hoistInvariants,
  "split-concat": splitConcat,
  "regroup-sums": regroupSums,
  "batch-steps": batchSteps,
  "batch-gradients": batchGradients,
  "join-broadcasts": joinBroadcasts,
  "join-pads": joinPads,
  "split-stacks": splitStacks,
  "merge-products": mergeProducts,
} as const satisfies Record<string, (tape: Tape) => Tape>;

export type PassName = keyof typeof passes;

/** What `simplify` has given: a training step's tape is simplified where it is written and once more before it is made fast. */
const simple = new WeakSet<Tape>();

/** Makes a tape small. Not before `grad`: equal values keep gradients of their own until then. */
export function simplify(tape: Tape): Tape {
  if (simple.has(tape)) return tape;
  const shared = shareCommonSubexpressions(eliminateDeadCode(tape));
  const folded = foldConstants(shared);
  const small = eliminateDeadCode(folded === shared ? shared : shareCommonSubexpressions(folded));
  simple.add(small);
  return small;
}
