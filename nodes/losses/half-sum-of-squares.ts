// ½ Σ (p - y)² over steps, examples and components, as the textbooks write the error of a net; without a target ½ Σ p².

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { defineNode, type LowerContext } from "../../src/graph/node-type.ts";
import { call } from "../define/notation.ts";
import { comparison } from "../rules/same-shape.ts";
import { maskPort, perStep, predictionPort, targetPort } from "./define-loss.ts";
import { lossPerStep, reduceLoss } from "./reduction.ts";

function squares(lowering: Lowering, context: LowerContext): Signal {
  const [prediction, target] = [context.need("prediction"), context.input("target")];
  const error = target ? lowering.binary("subtract", prediction, target) : prediction;
  return lowering.binary("multiply", error, error);
}

const half = (lowering: Lowering, sum: Signal): Signal => lowering.binary("multiply", lowering.number(0.5), sum);

export const halfSumOfSquares = defineNode({
  id: "half-sum-of-squares",
  title: "half sum of squares",
  glyph: "\\tfrac{1}{2}\\Sigma^2",
  category: "losses",
  role: "loss",
  summary: "Adds up all squared differences and halves the sum.",
  searchWords: ["sse", "least squares", "error", "energy", "regression"],
  formula: "\\textstyle\\frac{1}{2}\\sum_i (p_i - y_i)^2",
  attributes: [],
  inputs: [
    predictionPort("Any numbers, or residuals."),
    { ...targetPort("What the prediction should be; zero without a wire."), optional: true },
    maskPort,
  ],
  outputs: [{ id: "loss", symbol: "L", summary: "A number." }],
  shapes: (view) => comparison(view, "loss"),
  lower: (lowering, context) => half(lowering, reduceLoss(lowering, squares(lowering, context), context.input("mask"), "sum")),
  inner: (lowering, context) => {
    const parts = lossPerStep(lowering, squares(lowering, context), context.input("mask"), "sum");
    return perStep(parts && half(lowering, parts));
  },
  notation: call("halfSumOfSquares", ["prediction", "target", "mask"]),
  derivative: { prediction: "p-y", target: "y-p" },
  examples: [
    { inputs: { prediction: [0.2, 0.7, -0.9], target: [0, 1, 1] }, outputs: { loss: 1.87 } },
    { inputs: { prediction: [0.2, 0.7, -0.9] }, outputs: { loss: 0.67 } },
    { inputs: { prediction: [0.2, 0.7, -0.9], mask: 2 }, outputs: { loss: 1.34 } },
  ],
});
