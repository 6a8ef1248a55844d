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

/** One step of the counter. */
const next = (counter: number): number => (counter + STEP) | 0;

/** Where the counter stands when so many numbers have been drawn. */
function counterAt(seed: number, drawn: number): number {
  checkSeed(seed);
  return (seed + Math.imul(drawn, STEP)) | 0;
}

/** The number of a counter. */
function mix(counter: number): number {
  let mixed = Math.imul(counter ^ (counter >>> 15), counter | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

/**
 * Even over [0, 1), multiples of 2⁻³², in the order of the seed's sequence. The seed counts by its lower 32 bits; it must be finite.
 * @param skip how many numbers of the sequence are passed over, at no cost
 */
export function mulberry32(seed: number, skip = 0): () => number {
  let counter = counterAt(seed, skip);
  return () => {
    counter = next(counter);
    return mix(counter);
  };
}

/**
 * Fills `numbers` with draws that are even over [low, high), as the nearest number of 32 bits. One loop, because a process that has just
 * begun translates a loop while it runs, and draws one by one cost it several times as much.
 */
export function fillMulberry32(numbers: Float64Array, seed: number, skip: number, low: number, high: number): void {
  let counter = counterAt(seed, skip);
  for (let index = 0; index < numbers.length; index++) {
    counter = next(counter);
    numbers[index] = Math.fround(low + (high - low) * mix(counter));
  }
}
