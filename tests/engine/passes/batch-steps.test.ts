// What a scan's body does without its carries is done for all steps at once, where that needs no more memory than it saves.

import { describe, expect, it } from "vitest";
import type { TapeBuilder } from "../../../src/engine/builder.ts";
import * as ops from "../../../src/engine/ops.ts";
import { batchSteps } from "../../../src/engine/passes/batch-steps.ts";
import type { Value } from "../../../src/engine/tape.ts";
import type { ScanSpec } from "../scan-cases.ts";
import { around, entering, inside, passed, scanOf } from "./loops.ts";

const gated = (t: TapeBuilder, h: Value, x: Value) => ops.tanh(t, ops.add(t, h, x));

describe("in front of a scan", () => {
  const spec: ScanSpec = {
    constants: [[3, 2], [3]],
    carries: [[4, 3]],
    slices: [
      [4, 2],
      [4, 3],
    ],
    length: 5,
  };

  it("goes the product with the inputs, and what follows from it", () => {
    const tape = passed(batchSteps, spec, (t, w, b, h, x) => {
      const bias = ops.broadcastAxes(t, b, [4, 3], [1]);
      return [gated(t, h, ops.add(t, ops.contract(t, w, x, "ik,Bk->Bi"), bias))];
    });
    expect(around(tape)).toEqual(["contract", "broadcast", "add", "scan"]);
    expect(tape.equations[0]!.params).toEqual({ left: "ik", right: "TBk", out: "TBi" });
    expect(inside(tape)).toEqual(["add", "tanh"]);
    expect(entering(tape).slices).toEqual([[4, 3]]);
  });

  it("goes one product for several readers, who cut it themselves", () => {
    const tape = passed(batchSteps, { ...spec, constants: [[6, 2]] }, (t, w, h, x) => {
      const both = ops.contract(t, w, x, "ik,Bk->Bi");
      const [left, right] = [ops.sliceAxis(t, both, 1, 0, 3), ops.sliceAxis(t, both, 1, 3, 6)];
      return [ops.multiply(t, gated(t, h, ops.sin(t, left)), gated(t, h, ops.cos(t, right)))];
    });
    expect(around(tape)).toEqual(["contract", "scan"]);
    expect(entering(tape).slices).toEqual([[4, 6]]);
  });

  it("goes no cheap operation on a stack that the loop reads anyway", () => {
    const tape = passed(batchSteps, spec, (t, _w, _b, h, _x, y) => [ops.multiply(t, gated(t, h, y), ops.multiply(t, y, y))]);
    expect(around(tape)).toEqual(["scan"]);
  });

  it("goes a cheap operation that reads more than it gives", () => {
    const tape = passed(
      batchSteps,
      {
        ...spec,
        slices: [
          [4, 3],
          [4, 3],
        ],
      },
      (t, _w, _b, h, x, y) => [gated(t, h, ops.multiply(t, x, y))],
    );
    expect(around(tape)).toEqual(["multiply", "scan"]);
    expect(entering(tape).slices).toEqual([[4, 3]]);
  });

  it("goes no view by itself", () => {
    const tape = passed(batchSteps, { ...spec, slices: [[4]] }, (t, _w, _b, h, x) => [gated(t, h, ops.broadcastAxes(t, x, [4, 3], [0]))]);
    expect(around(tape)).toEqual(["scan"]);
  });

  it("go all stacks that no carry is part of, and with the last one the scan", () => {
    const tape = passed(batchSteps, { constants: [[2]], slices: [[2]] }, (t, w, x) => [ops.sin(t, ops.multiply(t, w, x)), w, x]);
    expect(around(tape)).toEqual(["broadcast", "multiply", "sin", "broadcast"]);
  });
});

describe("behind a scan", () => {
  const spec: ScanSpec = { constants: [[2, 3]], carries: [[4, 3]], slices: [[4, 3]], length: 5, reverse: true };

  it("goes a product that no carry reads, with what follows from it", () => {
    const tape = passed(batchSteps, spec, (t, w, h, x) => {
      const next = gated(t, h, x);
      return [next, ops.exp(t, ops.contract(t, w, ops.sin(t, next), "ki,Bi->Bk"))];
    });
    expect(around(tape)).toEqual(["scan", "contract", "exp"]);
    expect(inside(tape)).toEqual(["add", "tanh", "sin"]);
    expect(scanOf(tape).params.reverse).toBe(true);
  });

  it("goes what reads stacks that there are anyway", () => {
    const tape = passed(batchSteps, spec, (t, _, h, x) => {
      const next = gated(t, h, x);
      return [next, next, ops.subtract(t, ops.scalar(t, 1, [4, 3]), ops.multiply(t, next, x))];
    });
    expect(inside(tape)).toEqual(["add", "tanh"]);
  });

  it("goes a repetition, which is stacked once", () => {
    const tape = passed(batchSteps, spec, (t, _, h, x) => {
      const next = gated(t, h, x);
      return [next, ops.broadcastAxes(t, ops.sum(t, next, [1]), [4, 7], [0])];
    });
    expect(around(tape)).toEqual(["scan", "broadcast"]);
  });

  it("goes no product of two values that change: it would be as many products there", () => {
    const tape = passed(batchSteps, spec, (t, _, h, x) => {
      const next = gated(t, h, x);
      return [next, ops.contract(t, ops.sin(t, next), ops.cos(t, next), "Bi,Bi->B")];
    });
    expect(around(tape)).toEqual(["scan"]);
  });
});
