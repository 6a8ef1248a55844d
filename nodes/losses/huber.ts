// Huber's loss (P. Huber, Robust estimation of a location parameter, 1964) with its corner at a distance of 1.

import { defineLoss } from "./define-loss.ts";

export const huber = defineLoss({
  id: "huber",
  title: "Huber",
  glyph: "\\operatorname{Huber}",
  summary: "A parabola near the target and a straight line beyond a distance of 1.",
  searchWords: ["robust", "regression", "smooth l1", "outlier"],
  formula: "\\textstyle\\frac{1}{n}\\sum_i \\begin{cases} \\frac12 e_i^2 & |e_i| \\le 1 \\\\ |e_i| - \\frac12 & \\text{else} \\end{cases}",
  source: "P. Huber, Robust estimation of a location parameter, 1964",
  prediction: "Any numbers.",
  target: "What the prediction should be.",
  call: "huber",
  slopes: ["\\min(1, \\max(-1, p-y))/n", "-\\min(1, \\max(-1, p-y))/n"],
  compare: (lowering, prediction, target) => {
    const distance = lowering.unary("abs", lowering.binary("subtract", prediction, target));
    const near = lowering.binary("greaterEqual", lowering.number(1), distance);
    const square = lowering.binary("multiply", lowering.number(0.5), lowering.binary("multiply", distance, distance));
    return lowering.select(near, square, lowering.binary("subtract", distance, lowering.number(0.5)));
  },
  examples: [
    { inputs: { prediction: [0.2, 0.7, -0.9], target: [0, 1, 1] }, outputs: { loss: 0.48833333333333334 } },
    { attributes: { reduction: "sum" }, inputs: { prediction: [0.2, 0.7, -0.9], target: [0, 1, 1] }, outputs: { loss: 1.465 } },
  ],
});
