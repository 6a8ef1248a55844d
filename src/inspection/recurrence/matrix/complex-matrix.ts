// A square complex matrix that rotations of two neighbouring rows or columns act on: what the QR algorithm needs.

/** A rotation of two components: (a, b) becomes (c a + s b, -s̄ a + c b). */
export interface Rotation {
  readonly c: number;
  readonly sRe: number;
  readonly sIm: number;
}

export class ComplexMatrix {
  readonly re: Float64Array;
  readonly im: Float64Array;

  /** @param real [n][n], row-major */
  constructor(
    real: Float64Array,
    readonly n: number,
  ) {
    this.re = real;
    this.im = new Float64Array(n * n);
  }

  size(row: number, column: number): number {
    const at = row * this.n + column;
    return Math.hypot(this.re[at]!, this.im[at]!);
  }

  /** Takes z from the diagonal of a block. */
  shift(from: number, to: number, [zRe, zIm]: readonly [number, number]): void {
    for (let k = from; k <= to; k++) {
      this.re[k * this.n + k]! -= zRe;
      this.im[k * this.n + k]! -= zIm;
    }
  }

  /** The rotation of rows k and k + 1 that makes the entry below the diagonal 0. */
  rotationAt(k: number): Rotation {
    const { re, im, n } = this;
    const [a, b] = [k * n + k, (k + 1) * n + k];
    const upper = this.size(k, k);
    const length = Math.hypot(upper, this.size(k + 1, k));
    if (length === 0) return { c: 1, sRe: 0, sIm: 0 };
    if (upper === 0) return { c: 0, sRe: re[b]! / length, sIm: -im[b]! / length };
    const [dRe, dIm] = [re[a]! / upper, im[a]! / upper];
    return { c: upper / length, sRe: (dRe * re[b]! + dIm * im[b]!) / length, sIm: (dIm * re[b]! - dRe * im[b]!) / length };
  }

  /** Rows k and k + 1, in the columns `from` ... `to`. */
  rotateRows(k: number, from: number, to: number, rotation: Rotation): void {
    for (let column = from; column <= to; column++) this.rotate(k * this.n + column, (k + 1) * this.n + column, rotation);
  }

  /** Columns k and k + 1 by the inverse, in the rows `from` ... `to`. */
  rotateColumns(k: number, from: number, to: number, { c, sRe, sIm }: Rotation): void {
    for (let row = from; row <= to; row++) this.rotate(row * this.n + k, row * this.n + k + 1, { c, sRe, sIm: -sIm });
  }

  private rotate(a: number, b: number, { c, sRe, sIm }: Rotation): void {
    const { re, im } = this;
    const [aRe, aIm, bRe, bIm] = [re[a]!, im[a]!, re[b]!, im[b]!];
    re[a] = c * aRe + sRe * bRe - sIm * bIm;
    im[a] = c * aIm + sRe * bIm + sIm * bRe;
    re[b] = c * bRe - sRe * aRe - sIm * aIm;
    im[b] = c * bIm - sRe * aIm + sIm * aRe;
  }
}
