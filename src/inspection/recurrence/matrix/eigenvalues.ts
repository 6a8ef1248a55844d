// Eigenvalues of a real square matrix: balanced, brought to Hessenberg form, then the complex QR algorithm with Wilkinson's shift and
// deflation (Golub and Van Loan, 7.5). Needs no eigenvectors, so that defective matrices are no special case.

import { Problem } from "../../../base/errors.ts";
import { balanced } from "./balance.ts";
import { ComplexMatrix, type Rotation } from "./complex-matrix.ts";
import { hessenberg } from "./hessenberg.ts";

export type Complex = readonly [re: number, im: number];

/** For one eigenvalue; two to four are usual. */
const MOST_ITERATIONS = 120;
/** A shift that is out of line, now and then, ends a cycle. */
const UNUSUAL_EVERY = 10;

function squareRoot([re, im]: Complex): Complex {
  const size = Math.sqrt(Math.hypot(re, im));
  const angle = Math.atan2(im, re) / 2;
  return [size * Math.cos(angle), size * Math.sin(angle)];
}

/** The eigenvalue of the last 2 × 2 block that lies nearer to its last entry. */
function wilkinsonShift({ re, im, n }: ComplexMatrix, last: number): Complex {
  const at = (row: number, column: number): Complex => [re[row * n + column]!, im[row * n + column]!];
  const [a, b, c, d] = [at(last - 1, last - 1), at(last - 1, last), at(last, last - 1), at(last, last)];
  const half: Complex = [(a[0] - d[0]) / 2, (a[1] - d[1]) / 2];
  const product: Complex = [b[0] * c[0] - b[1] * c[1], b[0] * c[1] + b[1] * c[0]];
  const root = squareRoot([half[0] ** 2 - half[1] ** 2 + product[0], 2 * half[0] * half[1] + product[1]]);
  // of ± root the one of the same direction as half lies farther away
  const sign = half[0] * root[0] + half[1] * root[1] > 0 ? -1 : 1;
  return [d[0] + half[0] + sign * root[0], d[1] + half[1] + sign * root[1]];
}

const shiftFor = (matrix: ComplexMatrix, last: number, iteration: number): Complex =>
  iteration % UNUSUAL_EVERY === 0 ? [matrix.size(last, last - 1) + matrix.size(last, last), 0] : wilkinsonShift(matrix, last);

/** One QR step on the block `first` ... `last`. */
function step(matrix: ComplexMatrix, first: number, last: number, shift: Complex): void {
  matrix.shift(first, last, shift);
  const rotations: Rotation[] = [];
  for (let k = first; k < last; k++) {
    const rotation = matrix.rotationAt(k);
    matrix.rotateRows(k, k, last, rotation);
    rotations.push(rotation);
  }
  rotations.forEach((rotation, index) => {
    matrix.rotateColumns(first + index, first, first + index + 1, rotation);
  });
  matrix.shift(first, last, [-shift[0], -shift[1]]);
}

/** Where the block that ends at `last` begins: behind the last subdiagonal entry that is as good as 0. */
function blockStart(matrix: ComplexMatrix, last: number): number {
  for (let k = last; k > 0; k--) {
    const beside = matrix.size(k, k) + matrix.size(k - 1, k - 1);
    if (matrix.size(k, k - 1) <= Number.EPSILON * beside) return k;
  }
  return 0;
}

/**
 * In no order. An eigenvalue of a defective matrix is as exact as it can be: a k-fold one within about eps^(1/k).
 * @param matrix [n][n], row-major. Throws a Problem where it holds a number that is not finite
 */
export function eigenvalues(matrix: ArrayLike<number>, n: number): readonly Complex[] {
  if (!Array.prototype.every.call(matrix, Number.isFinite)) {
    throw new Problem({ code: "not-finite", message: "a matrix that is not finite has no eigenvalues" });
  }
  const work = new ComplexMatrix(hessenberg(balanced(matrix, n), n), n);
  for (let last = n - 1, iteration = 1; last > 0; iteration++) {
    if (iteration > MOST_ITERATIONS) {
      throw new Problem({ code: "no-convergence", message: `the eigenvalues of a ${n} × ${n} matrix were not found` });
    }
    const first = blockStart(work, last);
    if (first < last) step(work, first, last, shiftFor(work, last, iteration));
    else {
      last -= 1;
      iteration = 0;
    }
  }
  return Array.from({ length: n }, (_, k): Complex => [work.re[k * n + k]!, work.im[k * n + k]!]);
}

/** The largest magnitude of an eigenvalue. */
export const spectralRadius = (matrix: ArrayLike<number>, n: number): number =>
  Math.max(0, ...eigenvalues(matrix, n).map(([re, im]) => Math.hypot(re, im)));
