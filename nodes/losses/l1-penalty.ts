// The sum of magnitudes, Σ |w|. Its derivative at 0 is 0.

import { definePenalty } from "./define-penalty.ts";

export const l1Penalty = definePenalty({
  id: "l1-penalty",
  title: "L1 penalty",
  glyph: "\\ell_1",
  summary: "Adds up the magnitudes of weights, which drives those that are of little use to zero.",
  searchWords: ["lasso", "regularization", "regularisation", "sparse", "weight penalty", "norm", "absolute"],
  formula: "\\textstyle\\sum_i |w_i|",
  source: "R. Tibshirani, Regression shrinkage and selection via the lasso, 1996",
  call: "l1Penalty",
  slope: "\\operatorname{sign}(W)",
  cost: (lowering, weight) => lowering.unary("abs", weight),
  kinks: [0],
  examples: [
    {
      inputs: {
        W1: [
          [1, -2],
          [0.5, 3],
        ],
      },
      outputs: { value: 6.5 },
    },
    { inputs: { W1: [[1, -2]], W2: [0.25, -0.5], W3: -3 }, outputs: { value: 6.75 } },
    { inputs: { W1: [0, -1000] }, outputs: { value: 1000 } },
  ],
});
