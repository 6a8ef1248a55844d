// The innermost part of a matrix product: a few rows of the left matrix times a few columns of the right one, all sums in locals.

import { Code } from "../emit/code.ts";
import type { Arithmetic } from "../mathematics/arithmetic.ts";
import type { InnerAxis, RowPlace } from "../plan/items.ts";
import { WIDTH } from "./function-writer.ts";

/** Everything that a kernel's code depends on. Distances in elements. */
export interface KernelShape {
  readonly rows: readonly RowPlace[];
  readonly vectors: number;
  /** Columns that count; the rest of the last vector is thrown away. */
  readonly width: number;
  /** Axes that are summed over, from the outermost to the innermost. */
  readonly inner: readonly InnerAxis[];
  readonly begins: KernelBeginning;
}

/** What is added to: nothing, what lies in c, or numbers that lie elsewhere. */
export type KernelBeginning = "zero" | "there" | "elsewhere";

/** The size of a kernel: how much of it lives in the sixteen registers at once. The numbers do not depend on it. */
export interface Tile {
  /** Rows at a time, for columns in one, two and three vectors. */
  readonly rows: readonly [number, number, number];
  /** Steps of the innermost axis that are written one after the other. */
  readonly unrolled: number;
}

/** For compilers that compute in the order in which the code is written: sums, a row of b and one number of a at a time. */
export const inOrder: Tile = { rows: [8, 6, 4], unrolled: 4 };

/**
 * For compilers that put all loads of a loop's body first and the arithmetic behind them (V8 before version 13, as in Node 20 and 22): then sums, a row
 * of b and the numbers of all rows of a have to fit. With the other tile most of them are laid in memory, and a product takes twice as long.
 */
export const loadsFirst: Tile = { rows: [6, 4, 2], unrolled: 1 };

/** So many steps in all are written without a loop. */
const WITHOUT_LOOP = 16;

/** A function of the addresses of a, b and c, and of what is added to if that lies elsewhere. */
export function writeKernel(shape: KernelShape, arithmetic: Arithmetic, { unrolled }: Tile): Code {
  const code = new Code(["i32", "i32", "i32", ...(shape.begins === "elsewhere" ? (["i32"] as const) : [])]);
  const sums = shape.rows.map(() => Array.from({ length: shape.vectors }, () => code.local("v128")));
  begin(code, shape, sums);
  const writer = new Steps(code, shape, sums, arithmetic, unrolled);
  writer.write();
  finish(code, shape, sums);
  return code;
}

const [A, B, C, D] = [0, 1, 2, 3];

/** Of vector `vector` in row `row` of c, in bytes. */
const placeInC = ({ rows }: KernelShape, row: number, vector: number) => (rows[row]!.c + 4 * vector) * WIDTH;

function begin(code: Code, shape: KernelShape, sums: readonly (readonly number[])[]): void {
  sums.forEach((locals, row) => {
    locals.forEach((local, vector) => {
      if (shape.begins === "there") code.get(C).memory("v128.load", placeInC(shape, row, vector));
      else if (shape.begins === "elsewhere") code.get(D).memory("v128.load", (shape.rows[row]!.d + 4 * vector) * WIDTH);
      else code.splat(0);
      code.set(local);
    });
  });
}

/** Multiplies and adds along the inner axes. */
class Steps {
  constructor(
    private readonly code: Code,
    private readonly shape: KernelShape,
    private readonly sums: readonly (readonly number[])[],
    private readonly arithmetic: Arithmetic,
    private readonly unrolled: number,
  ) {}

  write(): void {
    const { inner } = this.shape;
    const total = inner.reduce((count, { size }) => count * size, 1);
    if (total <= WITHOUT_LOOP) this.straight(inner, 0, 0);
    else this.along(inner);
  }

  private straight([axis, ...more]: readonly InnerAxis[], a: number, b: number): void {
    if (!axis) {
      this.multiply(a, b);
      return;
    }
    for (let step = 0; step < axis.size; step++) this.straight(more, a + step * axis.a, b + step * axis.b);
  }

  /** Says how far the addresses have moved. */
  private along([axis, ...more]: readonly InnerAxis[]): { readonly a: number; readonly b: number } {
    if (!axis) throw new Error("a product sums over at least one axis");
    if (more.length === 0) return this.innermost(axis);
    const { code } = this;
    this.code.times(axis.size, () => {
      const moved = this.along(more);
      code.advance(A, (axis.a - moved.a) * WIDTH).advance(B, (axis.b - moved.b) * WIDTH);
    });
    return { a: axis.size * axis.a, b: axis.size * axis.b };
  }

  private innermost({ size, a, b }: InnerAxis): { readonly a: number; readonly b: number } {
    const { unrolled } = this;
    const rounds = Math.floor(size / unrolled);
    if (rounds > 0)
      this.code.times(rounds, () => {
        for (let step = 0; step < unrolled; step++) this.multiply(step * a, step * b);
        this.code.advance(A, unrolled * a * WIDTH).advance(B, unrolled * b * WIDTH);
      });
    for (let step = 0; step < size % unrolled; step++) this.multiply(step * a, step * b);
    return { a: rounds * unrolled * a, b: rounds * unrolled * b };
  }

  /** One column of a times one row of b, this far from the present addresses. */
  private multiply(a: number, b: number): void {
    const { code, shape, sums } = this;
    const row = Array.from({ length: shape.vectors }, () => code.local("v128"));
    const factor = code.local("v128");
    row.forEach((local, vector) => {
      code
        .get(B)
        .memory("v128.load", (b + 4 * vector) * WIDTH)
        .set(local);
    });
    sums.forEach((locals, at) => {
      code
        .get(A)
        .memory("v128.load32_splat", (shape.rows[at]!.a + a) * WIDTH)
        .set(factor);
      locals.forEach((sum, vector) => {
        accumulate(code, this.arithmetic, sum, factor, row[vector]!);
      });
    });
    code.release("v128", factor, ...row);
  }
}

function accumulate(code: Code, { relaxed }: Arithmetic, sum: number, a: number, b: number): void {
  if (relaxed) code.get(a).get(b).get(sum).op("f32x4.relaxed_madd");
  else code.get(sum).get(a).get(b).op("f32x4.mul", "f32x4.add");
  code.set(sum);
}

function finish(code: Code, shape: KernelShape, sums: readonly (readonly number[])[]): void {
  sums.forEach((locals, row) => {
    locals.forEach((local, vector) => {
      storeColumns(code, local, placeInC(shape, row, vector), Math.min(4, shape.width - 4 * vector));
    });
  });
}

function storeColumns(code: Code, local: number, offset: number, columns: number): void {
  if (columns === 4) {
    code.get(C).get(local).memory("v128.store", offset);
    return;
  }
  if (columns >= 2) code.get(C).get(local).laneMemory("v128.store64_lane", offset, 0);
  if (columns % 2 === 1)
    code
      .get(C)
      .get(local)
      .laneMemory("v128.store32_lane", offset + (columns - 1) * WIDTH, columns - 1);
}
