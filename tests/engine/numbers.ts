// Numbers for tapes: seeded, apart from each other and away from kinks.

import { expect } from "vitest";
import { stream } from "../../src/base/random.ts";
import type { Numbers } from "../../src/engine/backend/executable.ts";
import { type Shape, sizeOf } from "../../src/engine/tape.ts";
import { seed } from "../laws/seed.ts";

/** `count` numbers in (-2, 2), no two closer than 2/count, none closer to a whole or half number than 1e-3. */
export function apart(count: number, key: string): number[] {
  const { shuffle, uniform } = stream(seed, key);
  const middle = (rank: number) => ((rank + 0.5) / count) * 4 - 2;
  const jitter = () => ((uniform() - 0.5) * 2) / count;
  const avoid = (x: number) => (Math.abs(x * 2 - Math.round(x * 2)) < 2e-3 ? x + 2e-3 : x);
  return shuffle(Array.from({ length: count }, (_, rank) => rank)).map((rank) => avoid(middle(rank) + jitter()));
}

/** One list for each shape; all numbers of all lists are apart. */
export function operandsOf(shapes: readonly Shape[], key: string): number[][] {
  const all = apart(
    shapes.reduce((count, shape) => count + sizeOf(shape), 0),
    key,
  );
  return shapes.map((shape) => all.splice(0, sizeOf(shape)));
}

/** Each within `tolerance` of the other, relative to 1 + its size. */
export function expectClose(got: Numbers | readonly number[], expected: Numbers | readonly number[], tolerance: number): void {
  expect(got.length).toBe(expected.length);
  const far = Array.from(expected, (wanted, i) => ({ i, wanted, got: got[i]! })).filter(
    ({ wanted, got }) => !Object.is(got, wanted) && !(Math.abs(got - wanted) <= tolerance * (1 + Math.abs(wanted))),
  );
  expect(far).toEqual([]);
}

export const f64 = (numbers: readonly number[]): Float64Array => Float64Array.from(numbers);
/** A copy, as the next run overwrites what an executable gives. */
export const copied = (outputs: readonly Numbers[]): number[][] => outputs.map((numbers) => [...numbers]);
