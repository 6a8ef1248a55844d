// What a frame can do: loops over elements, matrix products, scans, and indexed copies.

import type { NamesOf } from "../../../passes/kinds.ts";
import { AccessCounts } from "./axis-order.ts";
import { type Count, type Limit, Unlimitable } from "./limits.ts";
import type { Buffer, Frame, Item, Location } from "./storage.ts";

/** Elementwise primitives that compute, and `copy`. */
export type Operation = Exclude<NamesOf<"elementwise">, "identity" | "stopGradient"> | "copy";

/** Strides of locations are those of the loop's axes. */
export type Operand =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "memory"; readonly location: Location }
  /** An earlier instruction of the loop. */
  | { readonly kind: "result"; readonly of: Instruction };

export interface Instruction {
  readonly operation: Operation;
  readonly operands: readonly Operand[];
  /** Where the result goes, if anything outside of the loop reads it. */
  stored: Location | null;
}

/** Adds up, or takes the maximum of, an operand over the axes along which its location has stride 0. */
export interface Reduction {
  readonly operation: "sum" | "max";
  readonly operand: Operand;
  readonly into: Location;
  /** Elements of the result, which are contiguous. */
  readonly size: number;
}

/** For every element of its axes: the instructions, then the reductions. */
export class LoopItem implements Item {
  readonly kind = "loop";
  private readonly computed: Instruction[] = [];
  private readonly accesses: AccessCounts;
  readonly reductions: Reduction[] = [];

  /**
   * @param axes their sizes, none of them 1
   * @param limit where one of them is not walked to its end
   */
  constructor(
    readonly axes: readonly number[],
    readonly limit: Limit | null = null,
  ) {
    // the innermost axis is walked by vectors
    if (limit && axes.length < 2) throw new Unlimitable();
    this.accesses = new AccessCounts(axes.length);
  }

  get instructions(): readonly Instruction[] {
    return this.computed;
  }

  add(instruction: Instruction): void {
    this.computed.push(instruction);
    for (const operand of instruction.operands) if (operand.kind === "memory") this.accesses.add(operand.location.strides);
  }

  /** In which order what it computes is best stored, going by what it reads. */
  order(): readonly number[] {
    return this.accesses.order();
  }

  *touched(): Generator<Buffer> {
    for (const { operands, stored } of this.instructions) {
      for (const operand of operands) if (operand.kind === "memory") yield operand.location.buffer;
      if (stored) yield stored.buffer;
    }
    for (const { operand, into } of this.reductions) {
      if (operand.kind === "memory") yield operand.location.buffer;
      yield into.buffer;
    }
  }
}

/** A matrix, in elements: (row, column) lies at the location + row · rows + column · columns. */
export interface Matrix {
  readonly location: Location;
  readonly rows: number;
  readonly columns: number;
}

/** A loop around a product, with the distances that its operands move. */
export interface Around {
  readonly count: number;
  /** Instead of `count`. */
  readonly limit: Count | null;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

/** What the product is added to: nothing, what lies in c, or a matrix d with columns of stride 1. */
export type Beginning = "zero" | "there" | Matrix;

/** An axis that a kernel sums over. */
export interface InnerAxis {
  readonly size: number;
  readonly a: number;
  readonly b: number;
}

/** Where a row of a, c and d lies, seen from the first one. */
export interface RowPlace {
  readonly a: number;
  readonly c: number;
  readonly d: number;
}

/** Sizes of a product: rows, columns, and the axes that kernels sum over. */
export interface ProductSizes {
  readonly m: number;
  readonly n: number;
  /** One axis, or two short ones. */
  readonly inner: readonly InnerAxis[];
  /** Of rows that are not equally far apart. */
  readonly rows: readonly RowPlace[] | null;
}

/**
 * c [m, n] = beginning + Σ over `summed`, and over the inner axes k, of a [m, k] · b [k, n]; once for each of `around`. Columns of b and c
 * have stride 1. With `summed` loops, the beginning is no matrix.
 */
export class ProductItem implements Item {
  readonly kind = "product";

  constructor(
    readonly sizes: ProductSizes,
    readonly a: Matrix,
    readonly b: Matrix | PackedMatrix,
    readonly c: Matrix,
    readonly around: readonly Around[],
    readonly summed: readonly Around[],
    readonly begins: Beginning,
  ) {}

  /** Numbers that each sum has, apart from `summed`. */
  get k(): number {
    return this.sizes.inner.reduce((count, { size }) => count * size, 1);
  }

  *touched(): Generator<Buffer> {
    for (const { location } of [this.a, this.b, this.c]) yield location.buffer;
    if (typeof this.begins === "object") yield this.begins.location.buffer;
  }
}

/** Columns in panels of 4, 8 or 12, each panel [k][width] by itself. */
export interface PackedMatrix {
  readonly location: Location;
  readonly panels: readonly Panel[];
}

export interface Panel {
  /** The first column. */
  readonly column: number;
  /** Columns that count, of `4 * vectors`. */
  readonly width: number;
  readonly vectors: number;
}

/** What one step of a scan adds to a stack: `size` elements, those of the next step behind them. */
export interface StackPart {
  readonly location: Location;
  readonly size: number;
}

/** A mask [steps, examples], as the body sees it. */
export interface CountedMask {
  readonly location: Location;
  readonly shape: readonly number[];
}

export class ScanItem implements Item {
  readonly kind = "scan";
  /** Stacks that its steps write, where nothing goes from one step to the next: then they may be computed in any order, or side by side. */
  parts: readonly StackPart[] | null = null;

  constructor(
    readonly body: Frame,
    readonly length: number,
    readonly reverse: boolean,
    /** Instead of `length`. */
    readonly limit: Count | null = null,
    /** Each step first counts the real steps of its examples, for the items of the body. */
    readonly counted: CountedMask | null = null,
  ) {}

  // Apart from the mask, what it touches are the things that its body's items touch.
  *touched(): Generator<Buffer> {
    if (this.counted) yield this.counted.location.buffer;
  }
}

/** out[m, lead, rest] = x[index[m, lead], lead, rest], or the transpose of that: out[index[m, lead], lead, rest] += x[m, lead, rest]. All contiguous. */
export class IndexedItem implements Item {
  readonly kind = "indexed";

  constructor(
    readonly direction: "gather" | "scatter",
    readonly x: Location,
    readonly index: Location,
    readonly out: Location,
    readonly count: number,
    /** Instead of `count`. */
    readonly limit: Count | null,
    readonly lead: number,
    readonly rest: number,
    /** Elements of the result. */
    readonly size: number,
    /** Rows that an index may name. */
    readonly rows: number,
  ) {}

  *touched(): Generator<Buffer> {
    for (const { buffer } of [this.x, this.index, this.out]) yield buffer;
  }
}
