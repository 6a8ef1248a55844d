// The mean of each window, as the subsampling layers of LeNet.

import { definePool } from "./define-pool.ts";

export const averagePool = definePool({
  id: "average-pool",
  title: "average pool",
  call: "averagePool",
  glyph: "\\bar{x}_{\\boxplus}",
  summary: "Takes the mean of each window of an image.",
  searchWords: ["pooling", "mean", "subsampling", "downsampling", "cnn", "image"],
  formula: "\\frac{1}{n^2} \\sum_{0 \\le k,l < n} x_{c,\\,ni+k,\\,nj+l}",
  source: "Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, Gradient-based learning applied to document recognition, 1998",
  slope: "\\bar{y} / n^2 \\text{ at each place of a window}",
  examples: [
    {
      inputs: {
        x: [
          [
            [1, 2, -3, 0.5, 9],
            [4, -1, -2, -6, 9],
          ],
        ],
      },
      outputs: { value: [[[1.5, -2.625]]] },
    },
    {
      attributes: { size: 1 },
      inputs: { x: [[[1, 2]], [[3, -4]]] },
      outputs: { value: [[[1, 2]], [[3, -4]]] },
    },
  ],
  apply: (lowering, places) => {
    const sum = places.reduce((total, next) => lowering.binary("add", total, next));
    return lowering.binary("multiply", sum, lowering.number(1 / places.length));
  },
});
