// When a position counts as wrong: the set of components from 0.5 on differs from the target's set.

import type { Lowering, Signal } from "../../src/engine/signal.ts";

/** 1 on wrong positions, weighed by the mask; 0 on right ones. One number a position. */
export function wrongPositionsOf(lowering: Lowering, prediction: Signal, target: Signal, mask: Signal | undefined): Signal {
  const chosen = (x: Signal) => lowering.binary("greaterEqual", x, lowering.number(0.5));
  const differs = lowering.unary("abs", lowering.binary("subtract", chosen(prediction), chosen(target)));
  const wrong = lowering.reshape(lowering.max(differs, "features"), []);
  return mask ? lowering.binary("multiply", wrong, lowering.reshape(mask, [])) : wrong;
}
