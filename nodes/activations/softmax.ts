// Shares of the components that add up to 1. The largest is taken off first, which changes nothing and keeps e within range.

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { call } from "../define/notation.ts";
import { defineUnary } from "../define/unary.ts";

/** x minus its largest component, as a constant: a common shift has no derivative. */
export const belowLargest = (lowering: Lowering, x: Signal): Signal =>
  lowering.binary("subtract", x, lowering.unary("stopGradient", lowering.maxFeatures(x)));

export const softmax = defineUnary({
  id: "softmax",
  title: "softmax",
  glyph: "\\operatorname{soft}",
  category: "activations",
  summary: "Turns components into positive shares that add up to 1.",
  searchWords: ["probabilities", "classification", "normalized exponential"],
  formula: "\\operatorname{softmax}(x)_i = \\frac{e^{x_i}}{\\sum_j e^{x_j}}",
  slope: "\\operatorname{diag}(s) - s\\,s^\\top,\\ s = \\operatorname{softmax}(x)",
  notation: call("softmax", ["x"]),
  examples: [
    {
      inputs: { x: [-2, -0.5, 0.3, 1.5] },
      outputs: { value: [0.020588279838258918, 0.09227026872818654, 0.2053512595375778, 0.6817901918959768] },
    },
    { inputs: { x: [-1000, 0, 1000] }, outputs: { value: [0, 0, 1] } },
  ],
  apply: (lowering, x) => {
    const shares = lowering.unary("exp", belowLargest(lowering, x));
    return lowering.binary("divide", shares, lowering.sum(shares, "features"));
  },
});
