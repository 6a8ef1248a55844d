// The sum of everything, or over components, steps or examples alone.

import { defineReduction } from "./define-reduction.ts";

export const sum = defineReduction({
  id: "sum",
  title: "sum",
  glyph: "\\Sigma",
  summary: "Adds up all components, or along one axis alone.",
  searchWords: ["total", "add up", "reduce"],
  formula: "\\textstyle\\sum_i x_i",
  slope: "1",
  examples: [
    { inputs: { x: [-2, -0.5, 0.3, 1.5] }, outputs: { value: -0.7 } },
    {
      attributes: { over: "features" },
      inputs: {
        x: [
          [1, -2, 4],
          [0.5, 3, -1],
        ],
      },
      outputs: { value: [5.5] },
    },
    { attributes: { over: "time" }, inputs: { x: [-2, -0.5, 0.3, 1.5] }, outputs: { value: [-2, -0.5, 0.3, 1.5] } },
  ],
  apply: (lowering, x, axis) => lowering.sum(x, axis),
});
