// The largest singular value: root of the largest eigenvalue of AᵀA, which is tridiagonal after Householder's reduction; found by
// bisection with Sturm's count (Golub and Van Loan, 8.4).

import { hessenberg } from "./hessenberg.ts";

/** A Aᵀ or Aᵀ A, whichever is smaller. */
function gram(matrix: Float64Array, rows: number, columns: number): { n: number; product: Float64Array } {
  const wide = columns > rows;
  const [n, length] = wide ? [rows, columns] : [columns, rows];
  const at = wide ? (i: number, k: number) => matrix[i * columns + k]! : (i: number, k: number) => matrix[k * columns + i]!;
  const product = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < length; k++) sum += at(i, k) * at(j, k);
      product[i * n + j] = sum;
      product[j * n + i] = sum;
    }
  }
  return { n, product };
}

/** Whether a tridiagonal matrix has an eigenvalue above x: whether one of the pivots of T - x is positive. */
function reachesAbove(diagonal: Float64Array, beside: Float64Array, x: number): boolean {
  let pivot = 1;
  for (let k = 0; k < diagonal.length; k++) {
    const coupling = k === 0 ? 0 : beside[k - 1]! ** 2 / pivot;
    pivot = diagonal[k]! - x - coupling;
    if (pivot > 0) return true;
    if (pivot === 0) pivot = -Number.MIN_VALUE;
  }
  return false;
}

function largestEigenvalue(product: Float64Array, n: number): number {
  const t = hessenberg(product, n);
  const diagonal = Float64Array.from({ length: n }, (_, k) => t[k * n + k]!);
  const beside = Float64Array.from({ length: n - 1 }, (_, k) => t[(k + 1) * n + k]!);
  // the trace bounds it from above, as no eigenvalue is negative
  let high = diagonal.reduce((sum, x) => sum + x, 0) * (1 + n * Number.EPSILON);
  let low = high / (2 * n);
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (reachesAbove(diagonal, beside, middle)) low = middle;
    else high = middle;
  }
}

/** ‖A‖₂ of `[rows][columns]`, row-major; not a number where A holds one that is not finite. */
export function spectralNorm(matrix: ArrayLike<number>, rows: number, columns: number): number {
  let largest = 0;
  for (let k = 0; k < rows * columns; k++) {
    if (!Number.isFinite(matrix[k]!)) return Number.NaN;
    largest = Math.max(largest, Math.abs(matrix[k]!));
  }
  if (largest === 0) return 0;
  const scaled = Float64Array.from({ length: rows * columns }, (_, k) => matrix[k]! / largest);
  const { n, product } = gram(scaled, rows, columns);
  return largest * Math.sqrt(largestEigenvalue(product, n));
}

/** ‖A‖_F, without overflow. */
export const frobeniusNorm = (matrix: ArrayLike<number>): number => {
  let largest = 0;
  for (let k = 0; k < matrix.length; k++) largest = Math.max(largest, Math.abs(matrix[k]!));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let k = 0; k < matrix.length; k++) sum += (matrix[k]! / largest) ** 2;
  return largest * Math.sqrt(sum);
};
