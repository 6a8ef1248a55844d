// Spectral radii and norms of matrices that are not symmetric, or defective, are those that numpy finds.

import { describe, expect, test } from "vitest";
import { stream } from "../../../src/base/random.ts";
import { eigenvalues, spectralRadius } from "../../../src/inspection/recurrence/matrix/eigenvalues.ts";
import { frobeniusNorm, spectralNorm } from "../../../src/inspection/recurrence/matrix/spectral-norm.ts";
import { fixture, flat } from "./fixture.ts";

/** A k-fold eigenvalue of a defective matrix moves by eps^(1/k). */
const DEFECTIVE: Readonly<Record<string, number>> = { "a Jordan block": 1e-3, "turns, defective": 1e-7, nilpotent: 1e-12 };

describe.each(Object.entries(fixture.matrices))("%s", (name, expected) => {
  const matrix = flat(expected.matrix);
  const n = expected.matrix.length;

  test("spectral radius", () => {
    const tolerance = (DEFECTIVE[name] ?? 1e-12) * Math.max(1, expected.spectralRadius);
    expect(Math.abs(spectralRadius(matrix, n) - expected.spectralRadius)).toBeLessThan(tolerance);
  });

  test("norms", () => {
    expect(Math.abs(spectralNorm(matrix, n, n) - expected.spectralNorm)).toBeLessThanOrEqual(1e-12 * expected.spectralNorm);
    expect(Math.abs(frobeniusNorm(matrix) - expected.frobeniusNorm)).toBeLessThanOrEqual(1e-14 * expected.frobeniusNorm);
  });
});

describe.each([1, 2, 3, 4, 5, 6, 7, 8])("a random matrix, seed %i", (seed) => {
  const random = stream(seed, "matrix");
  const n = 1 + random.integer(30);
  const matrix = Float64Array.from({ length: n * n }, () => random.normal());

  test("has the sum and the sum of squares of its eigenvalues on its diagonals", () => {
    const found = eigenvalues(matrix, n);
    const trace = (power: readonly number[]) => power.reduce((sum, x) => sum + x, 0);
    const diagonal = Array.from({ length: n }, (_, k) => matrix[k * n + k]!);
    const squares = Array.from({ length: n * n }, (_, k) => matrix[k]! * matrix[(k % n) * n + Math.floor(k / n)]!);
    expect(trace(found.map(([re]) => re))).toBeCloseTo(trace(diagonal), 10);
    expect(trace(found.map(([, im]) => im))).toBeCloseTo(0, 10);
    expect(trace(found.map(([re, im]) => re * re - im * im))).toBeCloseTo(trace(squares), 9);
  });

  test("is stretched by no vector more than by its spectral norm, and its transpose by the same", () => {
    const norm = spectralNorm(matrix, n, n);
    const transposed = Float64Array.from({ length: n * n }, (_, k) => matrix[(k % n) * n + Math.floor(k / n)]!);
    expect(spectralNorm(transposed, n, n)).toBeCloseTo(norm, 12);
    expect(spectralRadius(matrix, n)).toBeLessThanOrEqual(norm * (1 + 1e-12));
    expect(norm).toBeLessThanOrEqual(frobeniusNorm(matrix) * (1 + 1e-12));
  });
});

test("wide and high matrices have a spectral norm", () => {
  expect(spectralNorm([3, 4], 1, 2)).toBeCloseTo(5, 14);
  expect(spectralNorm([3, 4], 2, 1)).toBeCloseTo(5, 14);
  expect(spectralNorm([1e-200, 0, 0, 0, 2e-200, 0], 2, 3) / 2e-200).toBeCloseTo(1, 14);
});

test("numbers that are not finite are told", () => {
  expect(() => spectralRadius([1, Number.NaN, 0, 1], 2)).toThrow("a matrix that is not finite has no eigenvalues");
  expect(spectralNorm([1, Infinity], 1, 2)).toBeNaN();
});
