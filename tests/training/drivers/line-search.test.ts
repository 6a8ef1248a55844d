// Line searches on functions of one variable, whose minima are known.

import { describe, expect, test } from "vitest";
import { findRoot } from "../../../src/training/drivers/find-root.ts";
import { backtrack, type Ray, searchExactly } from "../../../src/training/drivers/line-search.ts";

const search = (ray: Ray, scale = 1) => searchExactly(ray, ray(0), scale);

describe("the exact search finds the minimum", () => {
  test.each<[string, Ray, number]>([
    ["of a parabola", (a) => ({ value: (a - 3) ** 2, slope: 2 * (a - 3) }), 3],
    ["far away", (a) => ({ value: (a - 3e8) ** 2, slope: 2 * (a - 3e8) }), 3e8],
    ["very near", (a) => ({ value: (a - 3e-9) ** 2, slope: 2 * (a - 3e-9) }), 3e-9],
    ["of a cosine, the first of many", (a) => ({ value: Math.cos(a + 0.1), slope: -Math.sin(a + 0.1) }), Math.PI - 0.1],
    ["of |a - 0.3|, at the kink", (a) => ({ value: Math.abs(a - 0.3), slope: Math.sign(a - 0.3) }), 0.3],
    [
      "of a - log a, which has no value below 0 and falls steeply",
      (a) => ({ value: a - Math.log(a + 1e-3), slope: 1 - 1 / (a + 1e-3) }),
      0.999,
    ],
    ["behind which there are no numbers", (a) => (a < 2 ? { value: -a, slope: -1 } : { value: Number.NaN, slope: Number.NaN }), 2],
    ["where it falls on both sides of a jump", (a) => ({ value: a < 1 ? -a : 5 - a, slope: -1 }), 1],
    // (a - 1)² (a - 4)² - a / 10: the nearest of two, although the other is lower
    [
      "the nearest of two",
      (a) => ({ value: ((a - 1) * (a - 4)) ** 2 - a / 10, slope: 2 * (a - 1) * (a - 4) * (2 * a - 5) - 0.1 }),
      1.0055866,
    ],
  ])("%s", (_, ray, expected) => {
    expect(Math.abs(search(ray) - expected) / expected).toBeLessThan(1e-6);
  });

  test("to rounding, where the slope can tell", () => {
    expect(search((a) => ({ value: a * a - 2 * a, slope: 2 * a - 2 }))).toBe(1);
    expect(Math.abs(search((a) => ({ value: Math.exp(a) - 3 * a, slope: Math.exp(a) - 3 })) - Math.log(3))).toBeLessThan(1e-15);
  });
});

test("a function that falls without end is refused", () => {
  expect(() => search((a) => ({ value: -a, slope: -1 }))).toThrow("falls without end");
});

test("a direction that leads uphill at every length is refused", () => {
  expect(() => searchExactly((a) => ({ value: a, slope: 1 }), { value: 0, slope: -1 }, 1)).toThrow("no step");
});

describe("backtracking", () => {
  test("halves from 1 until the loss has fallen enough", () => {
    const value = (a: number) => (a - 0.1) ** 2;
    // φ(a) ≤ φ(0) + c a φ'(0) means a ≤ 0.2 (1 - c)
    expect(backtrack(value, { value: 0.01, slope: -0.2 }, 1e-4)).toBe(1 / 8);
    expect(backtrack(value, { value: 0.01, slope: -0.2 }, 0.5)).toBe(1 / 16);
  });

  test("takes what is exactly enough, and 1 where it is", () => {
    expect(backtrack((a) => -a, { value: 0, slope: -1 }, 1)).toBe(1);
  });

  test("goes around numbers that are none", () => {
    expect(backtrack((a) => (a > 0.3 ? Number.NaN : -a), { value: 0, slope: -1 }, 1e-4)).toBe(1 / 4);
  });

  test("gives up after 60 halvings", () => {
    let calls = 0;
    const never = () => {
      calls += 1;
      return 1;
    };
    expect(() => backtrack(never, { value: 0, slope: -1 }, 1e-4)).toThrow("60 halvings");
    expect(calls).toBe(61);
  });
});

test("a root is found where secants mislead", () => {
  const f = (a: number) => (a - 0.7) ** 9;
  expect(findRoot(f, { at: 0, f: f(0) }, { at: 5, f: f(5) })).toBeCloseTo(0.7, 6);
});
