// Seeded random numbers: the i-th one is a pure function of (seed, key, i), so no draw depends on what else was drawn before it.
// Philox4x32-10 of Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
import { Problem } from "./errors.ts";

/** Numbers of one (seed, key) in order. Every call of `uniform`, `normal` and `integer` takes exactly one index of the stream. */
export interface RandomStream {
  /** Even over [0, 1), a multiple of 2⁻⁵³. */
  uniform(): number;
  /** Gaussian with mean 0 and variance 1. */
  normal(): number;
  /** Whole number from 0 to n - 1, each equally likely up to n·2⁻⁵³; n is a whole number from 1 to 2³². */
  integer(n: number): number;
  /** The items in random order, each order equally likely; the argument is left as it is. */
  shuffle<T>(items: readonly T[]): T[];
}

/** What all counters of one stream share: the two key words and the upper half of the counter. */
interface Origin {
  readonly key0: number;
  readonly key1: number;
  readonly upper0: number;
  readonly upper1: number;
}

/** Stream of the given seed (any finite number) and key, e.g. `stream(1, "reber/train")`. */
export function stream(seed: number, key: string): RandomStream {
  const origin = originOf(seed, key);
  let index = 0;
  const uniform = (): number => {
    fillBlock(origin, index++);
    return fraction(0);
  };
  const normal = (): number => {
    fillBlock(origin, index++);
    return gaussian();
  };
  const integer = (n: number): number => {
    if (!(Number.isInteger(n) && n >= 1 && n <= 2 ** 32)) throw new RangeError(`integer(${n}): n must be a whole number from 1 to 2^32`);
    return Math.floor(uniform() * n);
  };
  return { uniform, normal, integer, shuffle: (items) => shuffled(items, integer) };
}

/** The number that call `index` (from 0) of a fresh `stream(seed, key)` gives as `uniform()`. */
export function uniformAt(seed: number, key: string, index: number): number {
  fillBlock(originOf(seed, key), index);
  return fraction(0);
}

/** Fisher and Yates, from the end. */
function shuffled<T>(items: readonly T[], integer: (n: number) => number): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const chosen = integer(last + 1);
    [result[last], result[chosen]] = [result[chosen] as T, result[last] as T];
  }
  return result;
}

const block = new Uint32Array(4);

function fillBlock(origin: Origin, index: number): void {
  philox(block, index >>> 0, Math.floor(index / 2 ** 32), origin.upper0, origin.upper1, origin.key0, origin.key1);
}

/** 53 bits from words `first` and `first + 1` of the block, in [0, 1). */
function fraction(first: 0 | 2): number {
  const high = (block[first] as number) >>> 5;
  const low = (block[first + 1] as number) >>> 6;
  return (high * 2 ** 26 + low) * 2 ** -53;
}

/** Box and Muller 1958; one minus the fraction keeps the logarithm finite. */
function gaussian(): number {
  return Math.sqrt(-2 * Math.log(1 - fraction(0))) * Math.cos(2 * Math.PI * fraction(2));
}

/** The seed's 64 bits are Philox's key; the text is absorbed unit by unit, by Philox itself, into the counter's upper half. */
function originOf(seed: number, key: string): Origin {
  if (!Number.isFinite(seed)) {
    throw new Problem({
      code: "bad-seed",
      message: `seed is ${seed}, expected a finite number`,
      got: `${seed}`,
      expected: "a finite number",
    });
  }
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, seed + 0); // 0 for -0: equal numbers are equal seeds
  const [key0, key1] = [bits.getUint32(4), bits.getUint32(0)];
  let [upper0, upper1] = [0, 0];
  for (let position = 0; position < key.length; position++) {
    // The set top bit keeps these counters apart from those of drawn numbers, whose index stays below 2⁵³.
    philox(block, key.charCodeAt(position), position | 0x80000000, upper0, upper1, key0, key1);
    [upper0, upper1] = [block[0] as number, block[1] as number];
  }
  return { key0, key1, upper0, upper1 };
}

/** Philox4x32-10: four mixed words for a counter of four words (c) and a key of two (k). */
export function philox(out: Uint32Array, c0: number, c1: number, c2: number, c3: number, k0: number, k1: number): void {
  for (let round = 0; round < 10; round++) {
    const high0 = highWord(c0, 0xd2511f53);
    const high1 = highWord(c2, 0xcd9e8d57);
    const low0 = Math.imul(c0, 0xd2511f53);
    const low1 = Math.imul(c2, 0xcd9e8d57);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + 0x9e3779b9) | 0;
    k1 = (k1 + 0xbb67ae85) | 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/** Upper 32 bits of the 64-bit product of two words; every intermediate stays below 2³². */
function highWord(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const cross = aHigh * bLow + ((aLow * bLow) >>> 16);
  const other = aLow * bHigh + (cross & 0xffff);
  return aHigh * bHigh + (cross >>> 16) + (other >>> 16);
}
