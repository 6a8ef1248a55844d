// How many positions have a wrong set of components: the count that the Reber tasks report per symbol.

import { defineMetric } from "./define-metric.ts";
import { wrongPositionsOf } from "./wrong.ts";

export const wrongPositions = defineMetric({
  id: "wrong-positions",
  title: "wrong positions",
  glyph: "\\#_{t}",
  summary: "Counts the positions where the components from 0.5 on are not those of the target.",
  searchWords: ["errors", "count", "multi-label", "threshold", "reber"],
  formula: "\\textstyle\\sum_{t} \\left[\\{i : p_i \\ge \\frac{1}{2}\\} \\ne \\{i : y_i = 1\\}\\right]",
  prediction: "Probabilities between 0 and 1.",
  target: "0 or 1 for each component.",
  output: "Number of wrong positions over all examples and real steps.",
  call: "wrongPositions",
  kinks: [0.5],
  measure: (lowering, prediction, target, mask) => lowering.sum(wrongPositionsOf(lowering, prediction, target, mask), "all"),
  examples: [
    { inputs: { prediction: [0.2, 0.7, 0.9], target: [0, 1, 1] }, outputs: { value: 0 } },
    { inputs: { prediction: [0.6, 0.7, 0.1], target: [0, 1, 1] }, outputs: { value: 1 } },
    { inputs: { prediction: [0.6, 0.7, 0.1], target: [0, 1, 1], mask: [0] }, outputs: { value: 0 } },
    { inputs: { prediction: [0.5], target: [1] }, outputs: { value: 0 } },
  ],
});
