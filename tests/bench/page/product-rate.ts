// What the machine gives a plain matrix product in 128-bit vectors: the bound for steps that are little else.

import { prepareFor } from "../../../src/engine/backend/prepare-for.ts";
import { TapeBuilder } from "../../../src/engine/builder.ts";
import * as ops from "../../../src/engine/ops.ts";

const SIZE = 512;

export interface ProductRate {
  /** Multiplications and additions a second, in thousands of millions: of the median run, and of the fastest. */
  readonly median: number;
  readonly best: number;
}

/** Two square matrices of 512 rows in f32, again and again for so many milliseconds, after a third of that to warm up. */
export function productRate(milliseconds: number): ProductRate {
  const t = new TapeBuilder();
  const [a, b] = [t.input([SIZE, SIZE]), t.input([SIZE, SIZE])];
  const executable = prepareFor(t.finish([ops.contract(t, a, b, "mk,kn->mn")]), "f32");
  const numbers = Float32Array.from({ length: SIZE * SIZE }, (_, index) => ((index * 7919) % 1024) / 1024 - 0.5);
  executable.write(0, numbers);
  executable.write(1, numbers.toReversed());
  const run = () => {
    const begin = performance.now();
    executable.step();
    return performance.now() - begin;
  };
  for (const end = performance.now() + milliseconds / 3; performance.now() < end; ) run();
  const times: number[] = [];
  for (const end = performance.now() + milliseconds; performance.now() < end; ) times.push(run());
  times.sort((x, y) => x - y);
  const rate = (time: number) => (2 * SIZE ** 3) / (time * 1e6);
  return { median: rate(times[times.length >> 1]!), best: rate(times[0]!) };
}
