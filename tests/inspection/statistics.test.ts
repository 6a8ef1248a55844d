// Figures of one value.

import { describe, expect, test } from "vitest";
import { decadesOf, histogramOf, meanOf, normOf, normsOf } from "../../src/inspection/statistics.ts";

test("norms, one a step", () => {
  expect(normsOf(Float64Array.of(3, 4, 0, 0, -5, 12), 2)).toEqual([5, 0, 13]);
  expect(normOf([])).toBe(0);
  expect(meanOf([1, 2, 6])).toBe(3);
});

describe("a histogram", () => {
  test("has every number in one bin", () => {
    const { from, to, counts } = histogramOf(Float64Array.of(-0.9, -0.1, 0, 0.4, 0.93), 4);
    expect([from, to]).toEqual([-1, 1]);
    expect(counts).toEqual([1, 1, 2, 1]);
  });

  test("begins or ends at 0 where all numbers lie on one side", () => {
    expect(histogramOf(Float64Array.of(0.2, 0.7), 2)).toMatchObject({ from: 0, to: 1, counts: [1, 1] });
    expect(histogramOf(Float64Array.of(-3, -0.5), 5)).toMatchObject({ from: -5, to: 0, counts: [0, 0, 1, 0, 1] });
    expect(histogramOf(Float64Array.of(0, 0), 2)).toMatchObject({ from: 0, to: 1, counts: [2, 0] });
  });

  test("keeps its ends while numbers move a little, and counts what is broken", () => {
    expect(histogramOf(Float64Array.of(5.1), 2).to).toBe(histogramOf(Float64Array.of(6.3), 2).to);
    expect(histogramOf(Float64Array.of(Number.NaN, 1, Infinity), 2)).toMatchObject({ broken: 2, counts: [0, 1] });
  });
});

test("decades go around the numbers, no further down than asked", () => {
  expect(decadesOf([0.02, 0.3], 6)).toEqual({ from: -2, to: 0 });
  expect(decadesOf([1e-12, 5], 6)).toEqual({ from: -5, to: 1 });
  expect(decadesOf([0.1], 6)).toEqual({ from: -2, to: -1 });
  expect(decadesOf([0, Number.NaN], 6)).toEqual({ from: -1, to: 0 });
});
