// Dense linear algebra on Float64Array: vectors, and n × n matrices row by row (G. Golub, C. Van Loan, Matrix Computations, 3 and 4).

/** Σ a[i + k] b[j + k] for k below `count`; four sums, since each addition waits for the one before. */
function dotFrom(a: Float64Array, i: number, b: Float64Array, j: number, count: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let k = 0;
  for (; k + 3 < count; k += 4) {
    s0 += a[i + k]! * b[j + k]!;
    s1 += a[i + k + 1]! * b[j + k + 1]!;
    s2 += a[i + k + 2]! * b[j + k + 2]!;
    s3 += a[i + k + 3]! * b[j + k + 3]!;
  }
  for (; k < count; k++) s0 += a[i + k]! * b[j + k]!;
  return s0 + s1 + (s2 + s3);
}

export const dot = (a: Float64Array, b: Float64Array): number => dotFrom(a, 0, b, 0, a.length);

export const norm = (a: Float64Array): number => Math.sqrt(dot(a, a));

/** a + factor · b */
export const addScaled = (a: Float64Array, factor: number, b: Float64Array): Float64Array => a.map((x, i) => x + factor * b[i]!);

export const allFinite = (numbers: Float64Array): boolean => numbers.every((x) => Number.isFinite(x));

/** A x for an n × n matrix. */
export const times = (a: Float64Array, x: Float64Array): Float64Array => x.map((_, i) => dotFrom(a, i * x.length, x, 0, x.length));

export function identityMatrix(n: number): Float64Array {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) matrix[i * n + i] = 1;
  return matrix;
}

/** Jᵀ J for J of rows of n. */
export function normalMatrix(jacobian: Float64Array, n: number): Float64Array {
  const product = new Float64Array(n * n);
  const m = jacobian.length / n;
  const columns = Array.from({ length: n }, (_, j) => Float64Array.from({ length: m }, (_row, i) => jacobian[i * n + j]!));
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) product[j * n + i] = product[i * n + j] = dotFrom(columns[i]!, 0, columns[j]!, 0, m);
  return product;
}

/**
 * Solves A x = b by A = Pᵀ L U with partial pivoting, column after column (Crout-Doolittle).
 * @returns null where A is singular: where a pivot is no larger than the rounding of the terms that it is the sum of
 */
export function solve(matrix: Float64Array, b: Float64Array): Float64Array | null {
  const n = b.length;
  const a = matrix.slice();
  const x = b.slice();
  for (let k = 0; k < n; k++) {
    const before = Float64Array.from({ length: n }, (_, i) => a[i * n + k]!);
    const column = eliminated(a, before, k);
    for (let i = 0; i < n; i++) a[i * n + k] = column[i]!;
    const pivot = largestBelow(a, n, k);
    if (isRounding(column[pivot]!, magnitude(a, before, column, k, pivot))) return null;
    if (pivot !== k) exchangeRows(a, x, n, k, pivot);
    for (let i = k + 1; i < n; i++) a[i * n + k]! /= a[k * n + k]!;
  }
  for (let i = 0; i < n; i++) x[i]! -= dotFrom(a, i * n, x, 0, i);
  for (let i = n - 1; i >= 0; i--) x[i] = (x[i]! - dotFrom(a, i * n + i + 1, x, i + 1, n - i - 1)) / a[i * n + i]!;
  return x;
}

/** Column k with what the columns before it say. */
function eliminated(a: Float64Array, before: Float64Array, k: number): Float64Array {
  const n = before.length;
  const column = before.slice();
  for (let i = 1; i < n; i++) column[i]! -= dotFrom(a, i * n, column, 0, Math.min(i, k));
  return column;
}

/** Of all terms that make up entry `row` of an eliminated column, added without their signs, times n. */
function magnitude(a: Float64Array, before: Float64Array, column: Float64Array, k: number, row: number): number {
  const n = before.length;
  let sum = Math.abs(before[row]!);
  for (let j = 0; j < k; j++) sum += Math.abs(a[row * n + j]! * column[j]!);
  return n * sum;
}

/** What is left of a difference by rounding alone: nothing can be divided by it. NaN is no better. */
const isRounding = (difference: number, terms: number) => !(Math.abs(difference) > Number.EPSILON * terms);

function largestBelow(a: Float64Array, n: number, k: number): number {
  let best = k;
  for (let i = k + 1; i < n; i++) if (Math.abs(a[i * n + k]!) > Math.abs(a[best * n + k]!)) best = i;
  return best;
}

function exchangeRows(a: Float64Array, x: Float64Array, n: number, i: number, j: number): void {
  const row = a.slice(i * n, (i + 1) * n);
  a.copyWithin(i * n, j * n, (j + 1) * n);
  a.set(row, j * n);
  [x[i], x[j]] = [x[j]!, x[i]!];
}

/**
 * Solves A x = b for a symmetric positive definite A by A = L Lᵀ.
 * @returns null where A is not positive definite, up to rounding
 */
export function solvePositive(matrix: Float64Array, b: Float64Array): Float64Array | null {
  const n = b.length;
  const l = matrix.slice();
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) l[i * n + j] = (l[i * n + j]! - dotFrom(l, i * n, l, j * n, j)) / l[j * n + j]!;
    const rest = l[i * n + i]! - dotFrom(l, i * n, l, i * n, i);
    if (isRounding(rest, matrix[i * n + i]!) || rest < 0) return null;
    l[i * n + i] = Math.sqrt(rest);
  }
  const x = b.slice();
  for (let i = 0; i < n; i++) x[i] = (x[i]! - dotFrom(l, i * n, x, 0, i)) / l[i * n + i]!;
  for (let i = n - 1; i >= 0; i--) {
    x[i]! /= l[i * n + i]!;
    for (let j = 0; j < i; j++) x[j]! -= l[i * n + j]! * x[i]!;
  }
  return x;
}
