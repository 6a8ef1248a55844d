// The largest of everything, or over components, steps or examples alone.

import { defineReduction } from "./define-reduction.ts";

export const max = defineReduction({
  id: "max",
  title: "maximum",
  glyph: "\\max_i",
  summary: "Finds the largest component, over everything or along one axis alone.",
  searchWords: ["largest", "peak", "reduce"],
  formula: "\\textstyle\\max_i x_i",
  slope: "1 \\text{ at the largest},\\ 0 \\text{ elsewhere; shared on a tie}",
  examples: [
    { inputs: { x: [-2, -0.5, 0.3, 1.5] }, outputs: { value: 1.5 } },
    {
      attributes: { over: "features" },
      inputs: {
        x: [
          [1, -2, 4],
          [0.5, 3, -1],
        ],
      },
      outputs: { value: [4] },
    },
    { attributes: { over: "time" }, inputs: { x: [-2, -0.5, 0.3, 1.5] }, outputs: { value: [-2, -0.5, 0.3, 1.5] } },
  ],
  apply: (lowering, x, axis) => lowering.max(x, axis),
});
