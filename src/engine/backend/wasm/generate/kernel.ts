// The innermost part of a matrix product: a few rows of the left matrix times a few columns of the right one, all sums in locals.

import { Code } from "../emit/code.ts";
import type { Arithmetic } from "../mathematics/arithmetic.ts";
import { WIDTH } from "./function-writer.ts";

/** Everything that a kernel's code depends on. Strides in elements. */
export interface KernelShape {
  readonly rows: number;
  readonly vectors: number;
  /** Columns that count; the rest of the last vector is thrown away. */
  readonly width: number;
  readonly k: number;
  readonly aRow: number;
  readonly aInner: number;
  readonly bInner: number;
  readonly cRow: number;
  readonly begins: KernelBeginning;
  /** Of what lies elsewhere. */
  readonly dRow: number;
}

/** What is added to: nothing, what lies in c, or numbers that lie elsewhere. */
export type KernelBeginning = "zero" | "there" | "elsewhere";

/** Rows at a time: sums, a row of b and one number of a fill the sixteen registers. */
export const rowsFor = (vectors: number): number => (vectors === 1 ? 8 : vectors === 2 ? 6 : 4);

/** Steps along k that are written one after the other. */
const UNROLLED = 4;

/** A function of the addresses of a, b and c, and of what is added to if that lies elsewhere. */
export function writeKernel(shape: KernelShape, arithmetic: Arithmetic): Code {
  const code = new Code(["i32", "i32", "i32", ...(shape.begins === "elsewhere" ? (["i32"] as const) : [])]);
  const sums = Array.from({ length: shape.rows }, () => Array.from({ length: shape.vectors }, () => code.local("v128")));
  begin(code, shape, sums);
  const rounds = Math.floor(shape.k / UNROLLED);
  if (rounds > 0) loop(code, shape, sums, arithmetic, rounds);
  for (let step = 0; step < shape.k % UNROLLED; step++) multiply(code, shape, sums, arithmetic, step);
  finish(code, shape, sums);
  return code;
}

const [A, B, C, D] = [0, 1, 2, 3];

/** Of vector `vector` in row `row` of c, in bytes. */
const placeInC = ({ cRow }: KernelShape, row: number, vector: number) => (row * cRow + 4 * vector) * WIDTH;

function begin(code: Code, shape: KernelShape, sums: readonly (readonly number[])[]): void {
  sums.forEach((locals, row) => {
    locals.forEach((local, vector) => {
      if (shape.begins === "there") code.get(C).memory("v128.load", placeInC(shape, row, vector));
      else if (shape.begins === "elsewhere") code.get(D).memory("v128.load", (row * shape.dRow + 4 * vector) * WIDTH);
      else code.splat(0);
      code.set(local);
    });
  });
}

function loop(code: Code, shape: KernelShape, sums: readonly (readonly number[])[], arithmetic: Arithmetic, rounds: number): void {
  const body = () => {
    for (let step = 0; step < UNROLLED; step++) multiply(code, shape, sums, arithmetic, step);
    code.advance(A, UNROLLED * shape.aInner * WIDTH).advance(B, UNROLLED * shape.bInner * WIDTH);
  };
  if (rounds === 1) {
    body();
    return;
  }
  const counter = code.local("i32");
  code.i32(rounds).set(counter);
  code.repeat(() => {
    body();
    code.get(counter).i32(1).op("i32.sub").tee(counter);
  });
}

function multiply(code: Code, shape: KernelShape, sums: readonly (readonly number[])[], arithmetic: Arithmetic, step: number): void {
  const row = Array.from({ length: shape.vectors }, () => code.local("v128"));
  const factor = code.local("v128");
  row.forEach((local, vector) => {
    code
      .get(B)
      .memory("v128.load", (step * shape.bInner + 4 * vector) * WIDTH)
      .set(local);
  });
  sums.forEach((locals, at) => {
    code
      .get(A)
      .memory("v128.load32_splat", (at * shape.aRow + step * shape.aInner) * WIDTH)
      .set(factor);
    locals.forEach((sum, vector) => {
      accumulate(code, arithmetic, sum, factor, row[vector]!);
    });
  });
  code.release("v128", factor, ...row);
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
