// Carries that only add up leave their scan, each in the way that reads the least.

import { describe, expect, it } from "vitest";
import type { TapeBuilder } from "../../../src/engine/builder.ts";
import { grad } from "../../../src/engine/grad.ts";
import * as ops from "../../../src/engine/ops.ts";
import { batchGradients } from "../../../src/engine/passes/batch-gradients.ts";
import { simplify } from "../../../src/engine/passes/index.ts";
import type { Shape, Tape, Value } from "../../../src/engine/tape.ts";
import type { ScanSpec } from "../scan-cases.ts";
import { emitScanOf, lossOf } from "../scan-cases.ts";
import { writeTape } from "../write-tape.ts";
import { expectSameNumbers } from "./equal-numbers.ts";
import { around, entering, inside, passed, scanOf } from "./loops.ts";

/** A recurrence h, with a carry of `shape` to which `contribution` is added at every step. */
function accumulating(shape: Shape, contribution: (t: TapeBuilder, next: Value, x: Value, w: Value) => Value, reverse = false): Tape {
  const spec: ScanSpec = { constants: [[3, 3]], carries: [[2, 3], shape], slices: [[2, 3]], length: 5, reverse };
  return passed(batchGradients, spec, (t, w, h, sum, x) => {
    const next = ops.tanh(t, ops.add(t, ops.contract(t, w, h, "ij,Bj->Bi"), x));
    return [next, ops.add(t, sum, contribution(t, next, x, w))];
  });
}

const body = ["contract", "add", "tanh"];

describe("a carry that adds up", () => {
  it.each([false, true])("products of a stacked value and a slice, in one product over all steps; reverse: %s", (reverse) => {
    const tape = accumulating([3, 3], (t, next, x) => ops.contract(t, next, x, "Bi,Bk->ik"), reverse);
    expect(around(tape)).toEqual(["scan", "contract", "add"]);
    expect(tape.equations[1]!.params).toEqual({ left: "TBi", right: "TBk", out: "ik" });
    expect(inside(tape)).toEqual(body);
    expect(entering(tape).carries).toEqual([[2, 3]]);
    expect(scanOf(tape).outputs.map(({ shape }) => shape)).toEqual([
      [2, 3],
      [5, 2, 3],
    ]);
  });

  it("products with a constant: that meets the sum", () => {
    const tape = accumulating([2, 3], (t, next, _, w) => ops.contract(t, w, next, "ij,Bj->Bi"));
    expect(around(tape)).toEqual(["scan", "sum", "contract", "add"]);
  });

  it("sums, from the stack of what is summed", () => {
    const tape = accumulating([3], (t, next) => ops.sum(t, next, [0]));
    expect(around(tape)).toEqual(["scan", "sum", "add"]);
    expect(tape.equations[1]!.params).toEqual({ axes: [0, 1] });
  });

  it("parts of products: the sum comes first, the part behind it", () => {
    const tape = accumulating([3, 9], (t, next, x) => {
      const product = ops.contract(t, next, x, "Bi,Bk->ik");
      return ops.pad(t, ops.add(t, product, ops.transpose(t, product, [1, 0])), [0, 2], [0, 4]);
    });
    expect(around(tape).filter((primitive) => primitive === "contract")).toHaveLength(1);
    expect(inside(tape)).toEqual(body);
  });

  it("rows of a table, in one scatter", () => {
    const spec: ScanSpec = {
      carries: [
        [4, 3],
        [2, 3],
      ],
      slices: [[2, 3]],
      length: 3,
    };
    const write = (t: TapeBuilder, x: Value, rows: Value, table: Value, h: Value) =>
      emitScanOf(t, [table, h, x, rows], { ...spec, slices: [[2, 3], [2]] }, (s, sum, before, step, index) => {
        const next = ops.tanh(s, ops.add(s, before, step));
        return [ops.add(s, sum, ops.scatterAdd(s, next, index, 4)), next];
      });
    const tape = writeTape(
      [
        [3, 2, 3],
        [4, 3],
        [2, 3],
      ],
      (t, x, table, h) => write(t, x, ops.constant(t, [3, 2], [0, 3, 1, 1, 2, 0]), table, h),
    );
    const batched = batchGradients(tape);
    expectSameNumbers(batched, tape);
    expect(around(batched).filter((primitive) => primitive === "scatterAdd")).toHaveLength(1);
    expect(inside(batched)).toEqual(["add", "tanh"]);
  });

  it("anything else: it is stacked and summed", () => {
    const tape = accumulating([2, 3], (t, next) => ops.multiply(t, next, next));
    expect(around(tape)).toEqual(["scan", "sum", "add"]);
    expect(inside(tape)).toEqual([...body, "multiply"]);
  });

  it("what is the same at every step, by their number", () => {
    const tape = accumulating([3, 3], (t, _next, _x, w) => ops.exp(t, w));
    expect(around(tape)).toEqual(["scan", "exp", "constant", "multiply", "add"]);
  });

  it("over a chain of additions", () => {
    const tape = accumulating([2, 3], (t, next, x) => ops.add(t, x, ops.multiply(t, next, x)));
    expect(entering(tape).carries).toEqual([[2, 3]]);
  });
});

describe("a carry that is read as well", () => {
  const kept = (write: (t: TapeBuilder, sum: Value, x: Value) => readonly Value[]) => {
    const tape = passed(batchGradients, { carries: [[2]], slices: [[2]] }, write);
    expect(entering(tape).carries).toEqual([[2]]);
    expect(around(tape)).toEqual(["scan"]);
  };

  it("stays: by what it adds", () => kept((t, sum, x) => [ops.add(t, sum, ops.multiply(t, sum, x))]));
  it("stays: by a stack of it before the step", () => kept((t, sum, x) => [ops.add(t, sum, x), sum]));
  it("stays: by a stack of it after the step", () => {
    kept((t, sum, x) => {
      const next = ops.add(t, sum, x);
      return [next, next];
    });
  });
  it("stays: added to itself", () => kept((t, sum) => [ops.add(t, sum, sum)]));
});

it("the gradient of a recurrence adds to no literal zero, and carries no gradient of a weight", () => {
  const tape = writeTape(
    [
      [3, 3],
      [2, 3],
      [5, 2, 3],
    ],
    (t, w, h, x) => {
      const spec: ScanSpec = { constants: [[3, 3]], carries: [[2, 3]], slices: [[2, 3]], length: 5 };
      return [
        lossOf(
          t,
          emitScanOf(t, [w, h, x], spec, (s, weights, before, step) => [
            ops.tanh(s, ops.add(s, ops.contract(s, weights, before, "ij,Bj->Bi"), step)),
          ]),
        ),
      ];
    },
  );
  const gradient = simplify(grad(tape, { of: 0, wrt: [tape.inputs[0]!] }));
  const batched = batchGradients(gradient);
  expectSameNumbers(batched, gradient);
  const scans = batched.equations.filter(({ primitive }) => primitive === "scan");
  expect(scans.map(({ outputs }) => outputs.map(({ shape }) => shape))).toContainEqual([
    [2, 3],
    [5, 2, 3],
  ]);
  expect(around(batched).at(-1)).toBe("contract");
});
