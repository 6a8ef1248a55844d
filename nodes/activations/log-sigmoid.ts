// The logarithm of the sigmoid, as -softplus(-x): exact for large x of either sign.

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { call } from "../define/notation.ts";
import { defineUnary } from "../define/unary.ts";

export const applyLogSigmoid = (lowering: Lowering, x: Signal): Signal =>
  lowering.unary("negate", lowering.unary("softplus", lowering.unary("negate", x)));

export const logSigmoid = defineUnary({
  id: "log-sigmoid",
  title: "log sigmoid",
  glyph: "\\log\\sigma",
  category: "activations",
  summary: "Takes the logarithm of the sigmoid without ever meeting log 0.",
  searchWords: ["log probability", "logistic"],
  formula: "\\log\\sigma(x)",
  slope: "1-\\sigma(x)",
  component: "-softplus(-x)",
  notation: call("logSigmoid", ["x"]),
  examples: [
    {
      inputs: { x: [-2, -0.5, 0.3, 1.5] },
      outputs: { value: [-2.1269280110429727, -0.9740769841801067, -0.5543552444685271, -0.2014132779827524] },
    },
    { inputs: { x: [-1000, 0, 1000] }, outputs: { value: [-1000, -0.6931471805599453, 0] } },
  ],
  apply: applyLogSigmoid,
});
