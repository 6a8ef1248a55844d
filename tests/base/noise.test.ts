// Uniform noise in bulk: even, the same for the same seed and key, and held exactly by f32.

import { describe, expect, test } from "vitest";
import { fillUniform } from "../../src/base/noise.ts";

const draws = (count: number, seed = 1, key = "drop.noise 0"): Float64Array => {
  const numbers = new Float64Array(count);
  fillUniform(numbers, seed, key);
  return numbers;
};

describe("uniform noise", () => {
  const many = draws(200_000);

  test("lies in [0, 1), evenly", () => {
    const bins = new Array<number>(10).fill(0);
    for (const x of many) bins[Math.floor(10 * x)]! += 1;
    // a bin holds 20,000 with a deviation of 134
    for (const count of bins) expect(Math.abs(count - 20_000)).toBeLessThan(600);
    expect(bins).toHaveLength(10);
  });

  test("has neighbours that know nothing of each other", () => {
    const product = many.slice(1).reduce((sum, x, index) => sum + (x - 0.5) * (many[index]! - 0.5), 0);
    expect(Math.abs((12 * product) / many.length)).toBeLessThan(0.01);
  });

  test("follows from seed, key and place alone", () => {
    expect(draws(5)).toEqual(many.slice(0, 5));
    expect(draws(5, 2)).not.toEqual(draws(5));
    expect(draws(5, 1, "drop.noise 1")).not.toEqual(draws(5));
  });

  test("has these numbers on every machine", () => {
    expect([...draws(3)].map((x) => x * 2 ** 24)).toMatchInlineSnapshot(`
      [
        2103477,
        9578065,
        15197201,
      ]
    `);
  });

  test("is the same in f32", () => {
    const coarse = new Float32Array(5);
    fillUniform(coarse, 1, "drop.noise 0");
    expect([...coarse]).toEqual([...draws(5)]);
  });
});
