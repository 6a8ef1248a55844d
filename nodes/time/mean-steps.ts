// The mean over each example's real steps.

import { defineTime } from "./define-time.ts";

export const meanSteps = defineTime({
  id: "mean-steps",
  title: "mean over steps",
  glyph: "\\bar{x}",
  summary: "Averages each component over each example's real steps.",
  searchWords: ["average pooling", "time", "temporal"],
  formula: "\\textstyle\\frac{1}{T}\\sum_t x_t",
  slope: "\\frac{1}{T}\\,\\bar{y}",
  output: "The mean, without a time axis.",
  notation: { kind: "written", write: ({ x }) => `mean(${x}, "time")` },
  apply: (lowering, x) => lowering.mean(x, "time"),
});
