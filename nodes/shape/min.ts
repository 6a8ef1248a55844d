// The smallest of everything, or over components, steps or examples alone.

import { defineReduction } from "./define-reduction.ts";

export const min = defineReduction({
  id: "min",
  title: "minimum",
  glyph: "\\min_i",
  summary: "Finds the smallest component, over everything or along one axis alone.",
  searchWords: ["smallest", "reduce"],
  formula: "\\textstyle\\min_i x_i",
  slope: "1 \\text{ at the smallest},\\ 0 \\text{ elsewhere; shared on a tie}",
  examples: [
    { inputs: { x: [-2, -0.5, 0.3, 1.5] }, outputs: { value: -2 } },
    {
      attributes: { over: "features" },
      inputs: {
        x: [
          [1, -2, 4],
          [0.5, 3, -1],
        ],
      },
      outputs: { value: [-2] },
    },
    { attributes: { over: "batch" }, inputs: { x: [-2, -0.5, 0.3, 1.5] }, outputs: { value: [-2, -0.5, 0.3, 1.5] } },
  ],
  apply: (lowering, x, axis) => lowering.min(x, axis),
});
