// The mean of everything, or over components, steps or examples alone.

import { defineReduction } from "./define-reduction.ts";

export const mean = defineReduction({
  id: "mean",
  title: "mean",
  glyph: "\\mu",
  summary: "Averages all components, or along one axis alone; padded steps do not count.",
  searchWords: ["average", "expectation", "reduce"],
  formula: "\\textstyle\\frac{1}{n}\\sum_i x_i",
  slope: "\\frac{1}{n}",
  examples: [
    { inputs: { x: [-2, -0.5, 0.3, 1.5] }, outputs: { value: -0.175 } },
    {
      attributes: { over: "features" },
      inputs: {
        x: [
          [1, -2, 4],
          [0.5, 3, -0.5],
        ],
      },
      outputs: { value: [1] },
    },
    { attributes: { over: "batch" }, inputs: { x: [-2, -0.5, 0.3, 1.5] }, outputs: { value: [-2, -0.5, 0.3, 1.5] } },
  ],
  apply: (lowering, x, axis) => lowering.mean(x, axis),
});
