// The mean of the squared differences.

import { defineLoss } from "./define-loss.ts";

export const meanSquaredError = defineLoss({
  id: "mean-squared-error",
  title: "mean squared error",
  glyph: "\\operatorname{MSE}",
  summary: "Averages the squared differences between prediction and target.",
  searchWords: ["mse", "least squares", "regression", "l2"],
  formula: "\\textstyle\\frac{1}{n}\\sum_i (p_i - y_i)^2",
  prediction: "Any numbers.",
  target: "What the prediction should be.",
  call: "meanSquaredError",
  slopes: ["2\\,(p-y)/n", "-2\\,(p-y)/n"],
  compare: (lowering, prediction, target) => {
    const error = lowering.binary("subtract", prediction, target);
    return lowering.binary("multiply", error, error);
  },
  examples: [
    { inputs: { prediction: [0.2, 0.7, -0.9], target: [0, 1, 1] }, outputs: { loss: 1.2466666666666666 } },
    { attributes: { reduction: "sum" }, inputs: { prediction: [0.2, 0.7, -0.9], target: [0, 1, 1] }, outputs: { loss: 3.74 } },
    { attributes: { reduction: "per-example" }, inputs: { prediction: [0.2, 0.7, -0.9], target: [0, 1, 1] }, outputs: { loss: 3.74 } },
    { inputs: { prediction: [0.2, 0.7, -0.9], target: [0, 1, 1], mask: [0.5] }, outputs: { loss: 1.2466666666666666 } },
  ],
});
