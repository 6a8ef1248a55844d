// The sum of squares, Σ w², without a factor of ½.

import { definePenalty } from "./define-penalty.ts";

export const l2Penalty = definePenalty({
  id: "l2-penalty",
  title: "L2 penalty",
  glyph: "\\ell_2",
  summary: "Adds up the squares of weights, which keeps them small.",
  searchWords: ["weight decay", "ridge", "tikhonov", "regularization", "regularisation", "weight penalty", "norm", "squares"],
  formula: "\\textstyle\\sum_i w_i^2",
  source: "A. Krogh, J. A. Hertz, A simple weight decay can improve generalization, 1991",
  call: "l2Penalty",
  slope: "2\\,W",
  cost: (lowering, weight) => lowering.binary("multiply", weight, weight),
  examples: [
    {
      inputs: {
        W1: [
          [1, -2],
          [0.5, 3],
        ],
      },
      outputs: { value: 14.25 },
    },
    { inputs: { W1: [[1, -2]], W2: [0.25, -0.5], W3: -3 }, outputs: { value: 14.3125 } },
  ],
});
