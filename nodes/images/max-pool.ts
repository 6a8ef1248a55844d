// The largest component of each window. A tie goes to the first in row order, and so does its gradient.

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { definePool } from "./define-pool.ts";

/** The one that comes first keeps its place unless the next is larger. */
const larger = (lowering: Lowering, best: Signal, next: Signal): Signal =>
  lowering.select(lowering.binary("greater", next, best), next, best);

export const maxPool = definePool({
  id: "max-pool",
  title: "max pool",
  call: "maxPool",
  glyph: "\\max_{\\boxplus}",
  summary: "Keeps the largest component of each window of an image.",
  searchWords: ["pooling", "subsampling", "downsampling", "cnn", "image", "maximum"],
  formula: "\\max_{0 \\le k,l < n} x_{c,\\,ni+k,\\,nj+l}",
  source: "M. Ranzato, F. J. Huang, Y. Boureau, Y. LeCun, Unsupervised learning of invariant feature hierarchies, 2007",
  slope: "\\bar{y} \\text{ at the first largest of each window},\\ 0 \\text{ elsewhere}",
  examples: [
    {
      inputs: {
        x: [
          [
            [1, 2, -3, 0.5],
            [4, -1, -2, -6],
          ],
          [
            [0, -4, 7, 3],
            [-2, -5, 1, 8],
          ],
        ],
      },
      outputs: { value: [[[4, 0.5]], [[0, 8]]] },
    },
    {
      attributes: { size: 3 },
      inputs: {
        x: [
          [
            [1, 2, 3, 20],
            [4, 9, 5, 20.5],
            [6, 7, 8, 21],
            [30, 31, 32, 33],
          ],
        ],
      },
      outputs: { value: [[[9]]] },
    },
  ],
  apply: (lowering, places) => places.reduce((best, next) => larger(lowering, best, next)),
});
