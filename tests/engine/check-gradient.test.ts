// The gradient check finds wrong derivatives: a check that cannot fail is a defect.

import { describe, expect, it } from "vitest";
import type { TapeBuilder } from "../../src/engine/builder.ts";
import { checkGradient } from "../../src/engine/check-gradient.ts";
import * as ops from "../../src/engine/ops.ts";
import type { Value } from "../../src/engine/tape.ts";
import { apart, f64 } from "./numbers.ts";
import { emitScanOf } from "./scan-cases.ts";
import { writeTape } from "./write-tape.ts";

const four = f64(apart(4, "check"));
const other = f64(apart(4, "other"));

describe("checkGradient", () => {
  it("is silent where the tape is right", () => {
    const tape = writeTape([[4], [4]], (t, x, y) => [ops.multiply(t, ops.tanh(t, x), y), ops.exp(t, y)]);
    expect(checkGradient(tape, [four, other], { order: 2 })).toEqual([]);
  });

  it("finds a gradient that leaves a way out, and says where", () => {
    const tape = writeTape([[4], [4]], (t, x, y) => [ops.multiply(t, ops.stopGradient(t, ops.sin(t, x)), y)]);
    const found = checkGradient(tape, [four, other], { order: 1 });
    expect(found.map(({ order, input, element, gradient }) => [order, input, element, gradient])).toEqual([
      [1, 0, 0, 0],
      [1, 0, 1, 0],
      [1, 0, 2, 0],
      [1, 0, 3, 0],
    ]);
    for (const { difference } of found) expect(Math.abs(difference)).toBeGreaterThan(1e-3);
  });

  it("finds it in one element among many", () => {
    const tape = writeTape([[4]], (t, x) => {
      const part = ops.stopGradient(t, ops.sliceAxis(t, x, 0, 2, 3));
      return [ops.exp(t, ops.concat(t, [ops.sliceAxis(t, x, 0, 0, 2), part, ops.sliceAxis(t, x, 0, 3, 4)], 0))];
    });
    expect(checkGradient(tape, [four], { order: 1 }).map(({ element }) => element)).toEqual([2]);
  });

  it("finds a gradient that is too large", () => {
    // value x, slope 2
    const doubled = (t: TapeBuilder, x: Value) => ops.subtract(t, ops.add(t, x, x), ops.stopGradient(t, x));
    expect(
      checkGradient(
        writeTape([[4]], (t, x) => [doubled(t, x)]),
        [four],
        { order: 1 },
      ),
    ).toHaveLength(4);
  });

  it("finds an error of one part in ten thousand", () => {
    const tape = writeTape([[4]], (t, x) => {
      const small = ops.multiply(t, x, ops.scalar(t, 1e-4, [4]));
      return [ops.add(t, x, ops.stopGradient(t, small))];
    });
    expect(checkGradient(tape, [four], { order: 1 })).toHaveLength(4);
  });

  it("finds a wrong second derivative under a right first one", () => {
    // y = x sg(x) - ½ sg(x)²: at any point the slope is x as that of ½ x², but the tape takes it for a constant
    const tape = writeTape([[4]], (t, x) => {
      const still = ops.stopGradient(t, x);
      const half = ops.scalar(t, 0.5, [4]);
      return [ops.subtract(t, ops.multiply(t, x, still), ops.multiply(t, half, ops.multiply(t, still, still)))];
    });
    expect(checkGradient(tape, [four], { order: 1 })).toEqual([]);
    const found = checkGradient(tape, [four], { order: 2 });
    expect(found.map(({ order, element }) => [order, element])).toEqual([0, 1, 2, 3].map((element) => [2, element]));
  });

  it("finds a break between the steps of a scan", () => {
    const tape = writeTape([[2], [2, 2]], (t, h, x) =>
      emitScanOf(t, [h, x], { carries: [[2]], slices: [[2]], length: 2 }, (s, before, step) => [
        ops.tanh(s, ops.add(s, ops.stopGradient(s, before), step)),
      ]),
    );
    const found = checkGradient(tape, [f64([0.1, -0.2]), four], { order: 1 });
    expect(found.map(({ input, element }) => [input, element])).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
  });

  it("finds a derivative that is no number", () => {
    const tape = writeTape([[1]], (t, x) => [ops.sqrt(t, ops.multiply(t, x, x))]);
    expect(checkGradient(tape, [f64([0])], { order: 1 })).toHaveLength(1);
  });

  it("looks at the inputs that it is told to", () => {
    const tape = writeTape([[4], [4]], (t, x, y) => [ops.multiply(t, ops.stopGradient(t, x), y)]);
    expect(checkGradient(tape, [four, other], { order: 2, inputs: [1] })).toEqual([]);
    expect(checkGradient(tape, [four, other], { order: 1, inputs: [0] })).toHaveLength(4);
  });

  it("compares at the size of the numbers", () => {
    const tape = writeTape([[1]], (t, x) => [ops.power(t, x, ops.scalar(t, 3, [1]))]);
    for (const size of [1e-4, 1, 1e3]) expect(checkGradient(tape, [f64([size])], { order: 2 })).toEqual([]);
  });
});
