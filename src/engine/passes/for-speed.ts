// The passes that a fast executor wants, in the order in which they pay: first products are cut apart, so that each part can leave its
// scan; those that stay are merged; then gradients leave, which says what is stacked; then all that the recurrence does not need.

import type { Tape } from "../tape.ts";
import { batchGradients } from "./batch-gradients.ts";
import { batchSteps } from "./batch-steps.ts";
import { shareCommonSubexpressions } from "./common-subexpressions.ts";
import { hoistInvariants } from "./hoist-invariants.ts";
import { simplify } from "./index.ts";
import { joinBroadcasts } from "./join-broadcasts.ts";
import { joinPads } from "./join-pads.ts";
import { mergeProducts } from "./merge-products.ts";
import { regroupSums } from "./regroup-sums.ts";
import { splitConcat } from "./split-concat.ts";
import { splitStacks } from "./split-stacks.ts";

type Pass = (tape: Tape) => Tape;

const chain =
  (...list: readonly Pass[]): Pass =>
  (tape) =>
    list.reduce((before, pass) => pass(before), tape);

const cut = chain(simplify, splitConcat, regroupSums, hoistInvariants);
/** What is merged is invariant in part, and joined twice where a sum and its gradients join the same values. */
function merge(tape: Tape): Tape {
  const merged = mergeProducts(tape);
  return merged === tape ? tape : hoistInvariants(shareCommonSubexpressions(merged));
}

/** A stack that turned out to repeat something comes into the next scan as a constant, from which more may leave. */
const leave = chain(joinPads, batchGradients, batchSteps, hoistInvariants, batchSteps, splitStacks, joinBroadcasts, simplify);

/** Same inputs and outputs; the numbers differ by rounding, as sums are made in another order. */
export const optimize: Pass = chain(cut, merge, leave);
