// The logarithm of softmax, without ever meeting log 0.

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { call } from "../define/notation.ts";
import { defineUnary } from "../define/unary.ts";
import { belowLargest } from "./softmax.ts";

export function applyLogSoftmax(lowering: Lowering, x: Signal): Signal {
  const shifted = belowLargest(lowering, x);
  const total = lowering.unary("log", lowering.sum(lowering.unary("exp", shifted), "features"));
  return lowering.binary("subtract", shifted, total);
}

export const logSoftmax = defineUnary({
  id: "log-softmax",
  title: "log softmax",
  glyph: "\\operatorname{lsoft}",
  category: "activations",
  summary: "Takes the logarithm of softmax, exact also where the shares vanish.",
  searchWords: ["log probabilities", "log sum exp", "classification"],
  formula: "x_i - \\log\\textstyle\\sum_j e^{x_j}",
  slope: "I - \\mathbf{1}\\,s^\\top,\\ s = \\operatorname{softmax}(x)",
  notation: call("logSoftmax", ["x"]),
  examples: [
    {
      inputs: { x: [-2, -0.5, 0.3, 1.5] },
      outputs: { value: [-3.883033304984658, -2.383033304984658, -1.5830333049846583, -0.3830333049846583] },
    },
    { inputs: { x: [-1000, 0, 1000] }, outputs: { value: [-2000, -1000, 0] } },
  ],
  apply: applyLogSoftmax,
});
