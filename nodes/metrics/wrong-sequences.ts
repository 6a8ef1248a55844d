// How many examples have at least one wrong position: the count that the Reber tasks report per string.

import { defineMetric } from "./define-metric.ts";
import { wrongPositionsOf } from "./wrong.ts";

export const wrongSequences = defineMetric({
  id: "wrong-sequences",
  title: "wrong sequences",
  glyph: "\\#_{\\text{seq}}",
  summary: "Counts the examples that are wrong at one step at least.",
  searchWords: ["errors", "strings", "count", "threshold", "reber"],
  formula: "\\textstyle\\sum_{b} \\max_t \\left[\\{i : p_i \\ge \\frac{1}{2}\\} \\ne \\{i : y_i = 1\\}\\right]",
  prediction: "Probabilities between 0 and 1.",
  target: "0 or 1 for each component.",
  output: "Number of examples with a wrong real step.",
  call: "wrongSequences",
  kinks: [0.5],
  measure: (lowering, prediction, target, mask) => {
    const wrong = lowering.max(wrongPositionsOf(lowering, prediction, target, mask), "time");
    return lowering.sum(lowering.binary("greater", wrong, lowering.number(0)), "batch");
  },
  examples: [
    { inputs: { prediction: [0.2, 0.7, 0.9], target: [0, 1, 1] }, outputs: { value: 0 } },
    { inputs: { prediction: [0.6, 0.7, 0.1], target: [0, 1, 1] }, outputs: { value: 1 } },
  ],
});
