// Householder reduction to Hessenberg form (Golub and Van Loan, Matrix Computations, 7.4). Of a symmetric matrix it is tridiagonal.

/** The reflection that turns column k below the diagonal into one number: its vector v with |v| = 1, or null where there is nothing to do. */
function reflectorOf(h: Float64Array, n: number, k: number): Float64Array | null {
  const v = Float64Array.from({ length: n - k - 1 }, (_, i) => h[(k + 1 + i) * n + k]!);
  const length = Math.hypot(...v);
  if (length === 0) return null;
  v[0]! += v[0]! < 0 ? -length : length;
  const size = Math.hypot(...v);
  return v.map((x) => x / size);
}

/** Rows from `first` on: H - 2 v (vᵀ H). */
function reflectRows(h: Float64Array, n: number, first: number, v: Float64Array): void {
  for (let column = 0; column < n; column++) {
    let along = 0;
    for (let i = 0; i < v.length; i++) along += v[i]! * h[(first + i) * n + column]!;
    for (let i = 0; i < v.length; i++) h[(first + i) * n + column]! -= 2 * along * v[i]!;
  }
}

/** Columns from `first` on: H - 2 (H v) vᵀ. */
function reflectColumns(h: Float64Array, n: number, first: number, v: Float64Array): void {
  for (let row = 0; row < n; row++) {
    let along = 0;
    for (let i = 0; i < v.length; i++) along += v[i]! * h[row * n + first + i]!;
    for (let i = 0; i < v.length; i++) h[row * n + first + i]! -= 2 * along * v[i]!;
  }
}

/**
 * A matrix with the same eigenvalues and zeros below the first subdiagonal.
 * @param matrix [n][n], row-major
 */
export function hessenberg(matrix: ArrayLike<number>, n: number): Float64Array {
  const h = Float64Array.from(matrix);
  for (let k = 0; k < n - 2; k++) {
    const v = reflectorOf(h, n, k);
    if (!v) continue;
    reflectRows(h, n, k + 1, v);
    reflectColumns(h, n, k + 1, v);
    for (let row = k + 2; row < n; row++) h[row * n + k] = 0;
  }
  return h;
}
