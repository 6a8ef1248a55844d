// The mean of the absolute differences.

import { defineLoss } from "./define-loss.ts";

export const meanAbsoluteError = defineLoss({
  id: "mean-absolute-error",
  title: "mean absolute error",
  glyph: "\\operatorname{MAE}",
  summary: "Averages the distances between prediction and target; a few wild targets weigh less than in a square.",
  searchWords: ["mae", "l1", "regression", "robust", "absolute"],
  formula: "\\textstyle\\frac{1}{n}\\sum_i |p_i - y_i|",
  prediction: "Any numbers.",
  target: "What the prediction should be.",
  call: "meanAbsoluteError",
  slopes: ["\\operatorname{sign}(p-y)/n", "-\\operatorname{sign}(p-y)/n"],
  compare: (lowering, prediction, target) => lowering.unary("abs", lowering.binary("subtract", prediction, target)),
  examples: [
    { inputs: { prediction: [0.2, 0.7, -0.9], target: [0, 1, 1] }, outputs: { loss: 0.8 } },
    { attributes: { reduction: "sum" }, inputs: { prediction: [0.2, 0.7, -0.9], target: [0, 1, 1] }, outputs: { loss: 2.4 } },
    { attributes: { reduction: "per-example" }, inputs: { prediction: [0.2, 0.7, -0.9], target: [0, 1, 1] }, outputs: { loss: 2.4 } },
  ],
});
