// Linear algebra of the drivers: A x = b gives b back, and what cannot be solved is said.

import { describe, expect, test } from "vitest";
import { type RandomStream, stream } from "../../../src/base/random.ts";
import { addScaled, dot, norm, normalMatrix, solve, solvePositive, times } from "../../../src/training/drivers/dense.ts";
import { seed } from "../../laws/seed.ts";

const normals = (random: RandomStream, count: number) => Float64Array.from({ length: count }, () => random.normal());
const sizes = [1, 2, 3, 7, 20, 60];

describe(`solutions of random systems (seed ${seed})`, () => {
  test.each(sizes)("LU, %i unknowns", (n) => {
    const random = stream(seed, `lu ${n}`);
    const [a, b] = [normals(random, n * n), normals(random, n)];
    expect(norm(addScaled(times(a, solve(a, b)!), -1, b))).toBeLessThan(1e-9 * norm(b));
  });

  test.each(sizes)("Cholesky, %i unknowns, agrees with LU", (n) => {
    const random = stream(seed, `cholesky ${n}`);
    const a = normalMatrix(normals(random, (n + 3) * n), n);
    const b = normals(random, n);
    expect(norm(addScaled(solvePositive(a, b)!, -1, solve(a, b)!))).toBeLessThan(1e-8 * (1 + norm(b)));
  });
});

test("rows are exchanged where a pivot is 0", () => {
  expect([...solve(Float64Array.of(0, 2, 4, 0), Float64Array.of(6, 8))!]).toEqual([2, 3]);
});

test("operands stay as they are", () => {
  const [a, b] = [Float64Array.of(0, 2, 4, 0), Float64Array.of(6, 8)];
  solve(a, b);
  solvePositive(Float64Array.of(1, 0, 0, 1), b);
  expect([...a, ...b]).toEqual([0, 2, 4, 0, 6, 8]);
});

test("a singular matrix has no solution, up to rounding too", () => {
  expect(solve(Float64Array.of(1, 2, 2, 4), Float64Array.of(1, 1))).toBeNull();
  expect(solve(new Float64Array(9), new Float64Array(3))).toBeNull();
  const thirds = Float64Array.of(1 / 3, 0.1, 1 / 3 + 0.1, 0.7, 0.2, 0.9, 1.1, 0.4, 1.5);
  expect(solve(thirds, Float64Array.of(1, 2, 3))).toBeNull();
  expect(solve(Float64Array.of(Number.NaN, 0, 0, 1), Float64Array.of(1, 1))).toBeNull();
});

test("a matrix is not singular because its scales differ", () => {
  expect([...solve(Float64Array.of(1e-30, 0, 0, 1e20), Float64Array.of(1e-30, 1e20))!]).toEqual([1, 1]);
});

test("Cholesky refuses what is not positive definite", () => {
  expect(solvePositive(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1))).toBeNull();
  expect(solvePositive(Float64Array.of(1, 1, 1, 1), Float64Array.of(1, 1))).toBeNull();
});

test("JᵀJ of a matrix of three rows", () => {
  const j = Float64Array.of(1, 2, 3, 4, 5, 6);
  expect([...normalMatrix(j, 2)]).toEqual([35, 44, 44, 56]);
  expect(dot(j, j)).toBe(91);
});
