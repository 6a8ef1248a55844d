// Logarithms of probabilities, weighted by a target: 0 · log 0 is 0, as the limit.

import type { Lowering, Signal } from "../../src/engine/signal.ts";

/** weight · log p; where both are 0 the logarithm never sees the 0, so that no NaN arises there or in the gradient. */
export function weightedLog(lowering: Lowering, weight: Signal, p: Signal): Signal {
  const zero = lowering.number(0);
  const empty = lowering.binary("multiply", lowering.binary("equal", weight, zero), lowering.binary("equal", p, zero));
  const log = lowering.unary("log", lowering.select(empty, lowering.number(1), p));
  return lowering.binary("multiply", weight, log);
}
