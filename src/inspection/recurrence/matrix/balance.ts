// Balancing (Parlett and Reinsch, 1969): rows and columns scaled by powers of two until they are about equally large, so that the
// eigenvalues of a matrix with very unequal entries come out well. The scaling is exact and changes no eigenvalue.

/** Sums of magnitudes off the diagonal. */
function sumsAt(a: Float64Array, n: number, k: number): { row: number; column: number } {
  let row = 0;
  let column = 0;
  for (let j = 0; j < n; j++) {
    if (j === k) continue;
    row += Math.abs(a[k * n + j]!);
    column += Math.abs(a[j * n + k]!);
  }
  return { row, column };
}

function scale(a: Float64Array, n: number, k: number, factor: number): void {
  for (let j = 0; j < n; j++) a[j * n + k]! *= factor;
  for (let j = 0; j < n; j++) a[k * n + j]! /= factor;
}

/** True where row and column k are scaled. */
function settle(a: Float64Array, n: number, k: number): boolean {
  const { row, column } = sumsAt(a, n, k);
  if (row === 0 || column === 0) return false;
  const factor = 2 ** Math.round(Math.log2(row / column) / 2);
  if (column * factor + row / factor >= 0.95 * (row + column)) return false;
  scale(a, n, k, factor);
  return true;
}

/** @param matrix [n][n], row-major */
export function balanced(matrix: ArrayLike<number>, n: number): Float64Array {
  const a = Float64Array.from(matrix);
  for (let settled = false; !settled; ) {
    settled = true;
    for (let k = 0; k < n; k++) if (settle(a, n, k)) settled = false;
  }
  return a;
}
