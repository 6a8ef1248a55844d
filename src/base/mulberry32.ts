// Random numbers of T. Ettinger's mulberry32 (2017): a counter that is mixed, in 32 bits. Small and easy to write again in any language, so
// benchmarks begin from the same numbers everywhere; data sets and parameters that are trained in earnest take src/base/random.ts.

import { Problem } from "./errors.ts";

const STEP = 0x6d2b79f5;

function checkSeed(seed: number): void {
  if (Number.isFinite(seed)) return;
  throw new Problem({
    code: "bad-seed",
    message: `seed is ${seed}, expected a finite number`,
    got: `${seed}`,
    expected: "a finite number",
  });
}

/**
 * Even over [0, 1), multiples of 2⁻³², in the order of the seed's sequence. The seed counts by its lower 32 bits; it must be finite.
 * @param skip how many numbers of the sequence are passed over, at no cost
 */
export function mulberry32(seed: number, skip = 0): () => number {
  checkSeed(seed);
  let counter = (seed + Math.imul(skip, STEP)) | 0;
  return () => {
    counter = (counter + STEP) | 0;
    let mixed = Math.imul(counter ^ (counter >>> 15), counter | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Even over [low, high), as the nearest number of 32 bits. */
export function mulberry32Between(seed: number, skip: number, low: number, high: number): () => number {
  const draw = mulberry32(seed, skip);
  return () => Math.fround(low + (high - low) * draw());
}
