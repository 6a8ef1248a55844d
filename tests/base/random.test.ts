// What holds of the random numbers: Philox's published test vectors, purity, and the statistics one may rely on.
import { describe, expect, it } from "vitest";
import { Problem } from "../../src/base/errors.ts";
import { philox, stream, uniformAt } from "../../src/base/random.ts";

const draws = (count: number, draw: () => number): number[] => Array.from({ length: count }, draw);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const correlation = (a: readonly number[], b: readonly number[]): number =>
  mean(a.map((value, i) => (value - 0.5) * ((b[i] ?? 0) - 0.5))) * 12;

describe("philox", () => {
  // kat_vectors of the Random123 library that came with the paper.
  const ones = 0xffffffff;
  it.each([
    [[0, 0, 0, 0, 0, 0], "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
    [[ones, ones, ones, ones, ones, ones], "408f276d 41c83b0e a20bc7c6 6d5451fd"],
    [[0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0], "d16cfe09 94fdcceb 5001e420 24126ea1"],
  ] as const)("agrees with the published vector of %j", ([c0, c1, c2, c3, k0, k1], expected) => {
    const out = new Uint32Array(4);
    philox(out, c0, c1, c2, c3, k0, k1);
    expect([...out].map((word) => word.toString(16).padStart(8, "0")).join(" ")).toBe(expected);
  });
});

describe("stream", () => {
  it("gives pinned numbers, so that saved documents train alike for ever", () => {
    expect(draws(3, stream(1, "a").uniform)).toEqual([0.16269862681054537, 0.25325884617280203, 0.5219487581356062]);
    expect(uniformAt(1, "b", 0)).toBe(0.2887464018514453);
    expect(uniformAt(2, "a", 0)).toBe(0.8021930873004426);
    expect(stream(1, "a").normal()).toBeCloseTo(0.5370347476963241, 14);
    expect(stream(7, "x").shuffle([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])).toEqual([7, 5, 2, 3, 8, 6, 9, 1, 4, 0]);
  });

  it("has as its i-th number a function of seed, key and i alone", () => {
    const inOrder = draws(50, stream(3, "weights").uniform);
    const backwards = Array.from({ length: 50 }, (_, i) => uniformAt(3, "weights", 49 - i)).reverse();
    expect(backwards).toEqual(inOrder);
    const one = stream(3, "weights");
    const other = stream(3, "biases");
    const interleaved = draws(50, () => {
      other.normal();
      return one.uniform();
    });
    expect(interleaved).toEqual(inOrder);
  });

  it("takes one index a draw, whatever is drawn", () => {
    const random = stream(5, "mixed");
    random.uniform();
    random.normal();
    random.integer(6);
    expect(random.uniform()).toBe(uniformAt(5, "mixed", 3));
  });

  it("goes on past 2^32 draws without repeating", () => {
    expect(uniformAt(1, "a", 2 ** 32)).not.toBe(uniformAt(1, "a", 0));
    expect(uniformAt(1, "a", 2 ** 52 + 1)).not.toBe(uniformAt(1, "a", 1));
  });

  it("takes equal numbers for equal seeds and other numbers for others", () => {
    expect(uniformAt(-0, "a", 0)).toBe(uniformAt(0, "a", 0));
    const seeds = [0, 1, -1, 0.5, 1e300, 2 ** 53 - 1, 2 ** 53 - 2];
    expect(new Set(seeds.map((seed) => uniformAt(seed, "a", 0))).size).toBe(seeds.length);
    expect(() => stream(Number.NaN, "a")).toThrow(Problem);
    expect(() => stream(Infinity, "a")).toThrow("seed is Infinity, expected a finite number");
  });

  it("tells keys apart that differ in one character, in order or in length", () => {
    const keys = ["", "\0", "\0\0", "a", "b", "ab", "ba", "aa", "aaa", "a/1", "a/2", "é", "e\u0301", "\u{1f600}"];
    expect(new Set(keys.map((key) => uniformAt(1, key, 0))).size).toBe(keys.length);
  });
});

describe("the numbers", () => {
  const count = 100_000;

  it("are even over [0, 1): mean, variance, chi-square over 100 bins", () => {
    const values = draws(count, stream(11, "even").uniform);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(mean(values)).toBeCloseTo(1 / 2, 2);
    expect(mean(values.map((value) => (value - 0.5) ** 2))).toBeCloseTo(1 / 12, 3);
    expect(
      chiSquare(
        100,
        values.map((value) => Math.floor(value * 100)),
      ),
    ).toBeLessThan(149); // 99.9 % of 99 degrees of freedom
  });

  it("use their 53rd bit", () => {
    const odd = draws(2000, stream(11, "bits").uniform).filter((value) => (value * 2 ** 53) % 2 === 1).length;
    expect(Math.abs(odd - 1000)).toBeLessThan(100);
  });

  it("are Gaussian: mean, variance, skewness, kurtosis", () => {
    const values = draws(count, stream(12, "bell").normal);
    const moment = (power: number): number => mean(values.map((value) => value ** power));
    expect(Math.abs(moment(1))).toBeLessThan(0.015);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.02);
    expect(Math.abs(moment(3))).toBeLessThan(0.04);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.12);
    expect(values.every(Number.isFinite)).toBe(true);
  });

  it("are evenly spread whole numbers", () => {
    const random = stream(13, "dice");
    expect(
      chiSquare(
        6,
        draws(60_000, () => random.integer(6)),
      ),
    ).toBeLessThan(20.5); // 99.9 % of 5 degrees of freedom
    expect(draws(20, () => random.integer(1))).toEqual(new Array(20).fill(0));
    for (const n of [0, -1, 1.5, Number.NaN, 2 ** 33]) expect(() => random.integer(n)).toThrow(RangeError);
  });

  it("are shuffled into each order equally often, and the argument is kept", () => {
    const random = stream(14, "orders");
    const items = Object.freeze([0, 1, 2, 3]);
    const codes = draws(24_000, () => {
      const [a = 0, b = 0, c = 0] = random.shuffle(items);
      return a * 16 + b * 4 + c;
    });
    const seen = [...new Set(codes)];
    expect(seen.length).toBe(24);
    expect(
      chiSquare(
        24,
        codes.map((code) => seen.indexOf(code)),
      ),
    ).toBeLessThan(49.7); // 99.9 % of 23 degrees of freedom
    expect(random.shuffle([])).toEqual([]);
  });

  it("do not go together: neighbouring seeds, keys and indices", () => {
    const base = draws(20_000, stream(1, "example/1").uniform);
    const others = [stream(2, "example/1"), stream(1, "example/2"), stream(1, "example/")].map(({ uniform }) => draws(20_000, uniform));
    for (const other of [...others, base.slice(1)]) expect(Math.abs(correlation(base.slice(0, other.length), other))).toBeLessThan(0.03);
    const firsts = Array.from({ length: 20_000 }, (_, i) => uniformAt(1, `example/${i}`, 0));
    expect(
      chiSquare(
        100,
        firsts.map((value) => Math.floor(value * 100)),
      ),
    ).toBeLessThan(149);
    const seeded = Array.from({ length: 20_000 }, (_, seed) => uniformAt(seed, "a", 0));
    expect(
      chiSquare(
        100,
        seeded.map((value) => Math.floor(value * 100)),
      ),
    ).toBeLessThan(149);
  });
});

/** Σ (observed - expected)² / expected over equally likely bins. */
function chiSquare(kinds: number, bins: readonly number[]): number {
  const counts = new Float64Array(kinds);
  for (const bin of bins) counts[bin] = (counts[bin] ?? 0) + 1;
  const expected = bins.length / kinds;
  return counts.reduce((sum, observed) => sum + (observed - expected) ** 2 / expected, 0);
}
