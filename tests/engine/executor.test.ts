// The reference executor: precision, repeated runs, and what it says of wrong inputs.

import { describe, expect, it } from "vitest";
import { evaluateTape, prepare } from "../../src/engine/backend/reference/executor.ts";
import * as ops from "../../src/engine/ops.ts";
import { copied, f64 } from "./numbers.ts";
import { writeTape } from "./write-tape.ts";

/** 2^24, after which f32 no longer counts by ones. */
const large = 16777216;
const ones = (count: number) => Array.from({ length: count }, () => 1);

describe("in f32", () => {
  it("a sum is accumulated in f64 and rounded once", () => {
    const tape = writeTape([[9]], (t, x) => [ops.sum(t, x, [0])]);
    expect(prepare(tape, "f32").run([f64([large, ...ones(8)])])[0]![0]).toBe(large + 8);
  });

  it("so is a contraction", () => {
    const tape = writeTape([[9], [9]], (t, a, b) => [ops.contract(t, a, b, "i,i->")]);
    expect(prepare(tape, "f32").run([f64([large, ...ones(8)]), f64(ones(9))])[0]![0]).toBe(large + 8);
  });

  it("so is a contraction whose axes are rearranged", () => {
    const tape = writeTape(
      [
        [9, 2],
        [9, 1],
      ],
      (t, a, b) => [ops.contract(t, a, b, "ki,kj->ji")],
    );
    const column = [large, ...ones(8)].flatMap((x) => [x, -x]);
    expect([...prepare(tape, "f32").run([f64(column), f64(ones(9))])[0]!]).toEqual([large + 8, -large - 8]);
  });

  it("so is what scatterAdd puts on one place", () => {
    const tape = writeTape([[9], [9]], (t, g, index) => [ops.scatterAdd(t, g, index, 1)]);
    expect(prepare(tape, "f32").run([f64([large, ...ones(8)]), f64(ones(9).map(() => 0))])[0]![0]).toBe(large + 8);
  });

  it("inputs, constants and results are rounded to f32", () => {
    const tape = writeTape([[]], (t, x) => [x, ops.scalar(t, 0.1), ops.add(t, x, ops.scalar(t, 0.1))]);
    const [x, constant, total] = prepare(tape, "f32")
      .run([f64([0.2])])
      .map((numbers) => numbers[0]!);
    expect([x, constant, total]).toEqual([Math.fround(0.2), Math.fround(0.1), Math.fround(Math.fround(0.2) + Math.fround(0.1))]);
  });
});

describe("a prepared tape", () => {
  const tape = writeTape([[2], [2]], (t, a, b) => [ops.identity(t, a), ops.reshape(t, ops.multiply(t, a, b), [2, 1])]);

  it("runs again with other inputs", () => {
    const { run } = prepare(tape, "f64");
    expect(copied(run([f64([1, 2]), f64([3, 4])]))).toEqual([
      [1, 2],
      [3, 8],
    ]);
    expect(copied(run([f64([5, 6]), f64([7, 8])]))).toEqual([
      [5, 6],
      [35, 48],
    ]);
    expect(copied(run([f64([1, 2]), f64([3, 4])]))).toEqual([
      [1, 2],
      [3, 8],
    ]);
  });

  it("leaves its inputs as they are", () => {
    const [a, b] = [f64([1, 2]), f64([3, 4])];
    evaluateTape(tape, [a, b]);
    expect([[...a], [...b]]).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it("says which input has too few numbers", () => {
    expect(() => evaluateTape(tape, [f64([1, 2]), f64([3])])).toThrow("input 1 has 1 numbers, expected 2");
    expect(() => evaluateTape(tape, [f64([1, 2])])).toThrow("input 1 has no numbers, expected 2");
  });
});
