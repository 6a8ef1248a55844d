// A sum or maximum inside a loop: in a local as long as the result stays the same, and from there into memory.

import type { Code } from "../emit/code.ts";
import type { PlainName } from "../emit/opcodes.ts";
import type { Reduction } from "../plan/items.ts";
import type { Access } from "./accesses.ts";
import { type Layout, pushAddress, WIDTH } from "./function-writer.ts";
import { load, store } from "./lanes.ts";
import type { Mathematics } from "./mathematics.ts";

/** A local of four partial results. */
export type Accumulator = number;

const VECTOR: Record<Reduction["operation"], PlainName> = { sum: "f32x4.add", max: "f32x4.max" };
const SCALAR: Record<Reduction["operation"], PlainName> = { sum: "f32.add", max: "f32.max" };
const NEUTRAL: Record<Reduction["operation"], number> = { sum: 0, max: Number.NEGATIVE_INFINITY };

const maskOf = (lanes: number) => Int32Array.from([0, 1, 2, 3], (lane) => (lane < lanes ? -1 : 0));

export class ReductionWriter {
  /** The loop in which a local collects begins and ends around this axis; -1 where memory collects. */
  readonly level: number;
  private local: Accumulator = -1;

  constructor(
    private readonly reduction: Reduction,
    private readonly into: Access,
    private readonly mathematics: Mathematics,
  ) {
    const { strides } = into;
    const last = strides.findLastIndex((stride) => stride !== 0);
    // over several loops, memory gets a part from each turn of the outermost: rounding errors stay small
    this.level = last === strides.length - 1 && strides.length > 0 ? -1 : Math.max(last + 1, Math.min(1, strides.length - 1));
  }

  /** The result before anything has been added, in memory. */
  clear(code: Code, layout: Layout): void {
    const { into, operation, size } = this.reduction;
    if (operation === "sum") {
      code.zero(() => pushAddress(code, layout, into), size * WIDTH);
      return;
    }
    const address = code.local("i32");
    pushAddress(code, layout, into);
    code.set(address);
    code.times(size, () => {
      code.get(address).f32(Number.NEGATIVE_INFINITY).memory("f32.store", 0).advance(address, WIDTH);
    });
    code.release("i32", address);
  }

  begin(code: Code): void {
    this.local = code.local("v128");
    this.mathematics.number(code, NEUTRAL[this.reduction.operation]);
    code.set(this.local);
  }

  /** Adds a local's first `lanes` numbers. */
  add(code: Code, vector: number, from: number, lanes: number): void {
    const { operation } = this.reduction;
    if (this.level < 0) {
      this.addToMemory(code, vector, from, lanes);
      return;
    }
    code.get(this.local).get(vector);
    if (lanes < 4) this.mask(code, lanes);
    code.op(VECTOR[operation]).set(this.local);
  }

  /** Into memory. */
  finish(code: Code): void {
    const { operation } = this.reduction;
    const { course, fixed } = this.into;
    code.get(course.local).get(course.local).memory("f32.load", fixed);
    this.fold(code);
    code.op(SCALAR[operation]).memory("f32.store", fixed);
    code.release("v128", this.local);
  }

  private addToMemory(code: Code, vector: number, from: number, lanes: number): void {
    const at = { access: this.into, inner: this.into.strides.at(-1) ?? 1, from };
    const sum = code.local("v128");
    load(code, at, lanes);
    code.get(vector).op(VECTOR[this.reduction.operation]).set(sum);
    store(code, at, sum, lanes);
    code.release("v128", sum);
  }

  /** Lanes that do not count become neutral. */
  private mask(code: Code, lanes: number): void {
    if (this.reduction.operation === "sum") {
      code.vector(maskOf(lanes)).op("v128.and");
      return;
    }
    this.mathematics.number(code, Number.NEGATIVE_INFINITY);
    code.vector(maskOf(lanes)).op("v128.bitselect");
  }

  /** The four lanes as one. */
  private fold(code: Code): void {
    const lane = (index: number) => code.get(this.local).lane("f32x4.extract_lane", index);
    const join = SCALAR[this.reduction.operation];
    lane(0);
    lane(1);
    code.op(join);
    lane(2);
    lane(3);
    code.op(join, join);
  }
}
