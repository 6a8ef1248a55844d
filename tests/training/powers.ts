// A data set whose example i is 2^i: a sum over a batch says exactly which examples it held.

import type { Generator, Split } from "../../src/data/dataset.ts";

const split = (count: number, first: number): Split => ({
  fields: {
    x: {
      tensor: { shape: [count, 2], data: Float64Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? 2 ** (first + i / 2) : 1)) },
      time: false,
    },
    y: { tensor: { shape: [count, 1], data: Float64Array.from({ length: count }, (_, i) => i % 2) }, time: false },
  },
  count,
});

/** Stands in for the generator of `toy-points`; test examples go on where those of training end. */
export const powers: Generator = ({ trainCount, testCount }) => ({
  train: split(Number(trainCount), 0),
  test: split(Number(testCount), Number(trainCount)),
});

/** Which powers of two a sum of them is made of. */
export const membersOf = (sum: number): number[] =>
  Array.from({ length: 32 }, (_, i) => i).filter((i) => Math.floor(sum / 2 ** i) % 2 === 1);
