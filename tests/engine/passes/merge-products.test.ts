// Several products become one, where what they share is the same value and what they give has the same fate.

import { describe, expect, it } from "vitest";
import * as ops from "../../../src/engine/ops.ts";
import { mergeProducts } from "../../../src/engine/passes/merge-products.ts";
import { regroupSums } from "../../../src/engine/passes/regroup-sums.ts";
import type { ScanSpec } from "../scan-cases.ts";
import { writeTape } from "../write-tape.ts";
import { expectSameNumbers } from "./equal-numbers.ts";
import { around, inside, passed } from "./loops.ts";

const spec: ScanSpec = { constants: [[3, 3], [2, 3], [3]], carries: [[4, 3]], slices: [[4, 3]] };
const square = [3, 3];
const twoSquares: ScanSpec = { ...spec, constants: [square, square] };

describe("products of one value", () => {
  it("become one with joined weights, and slices of it", () => {
    const tape = passed(mergeProducts, spec, (t, w, v, _, h, x) => {
      const long = ops.contract(t, w, h, "ik,Bk->Bi");
      const short = ops.sum(t, ops.contract(t, v, h, "ok,Bk->Bo"), [1]);
      return [ops.tanh(t, ops.add(t, ops.multiply(t, long, ops.broadcastAxes(t, short, [4, 3], [0])), x))];
    });
    expect(inside(tape)).toEqual(["concat", "contract", "slice", "slice", "sum", "broadcast", "multiply", "add", "tanh"]);
  });

  it("stay apart where one is of use outside of the loop only", () => {
    const tape = passed(mergeProducts, spec, (t, w, v, _, h, x) => [
      ops.tanh(t, ops.add(t, ops.contract(t, w, h, "ik,Bk->Bi"), x)),
      ops.contract(t, v, h, "ik,Bk->Bi"),
    ]);
    expect(inside(tape).filter((primitive) => primitive === "contract")).toHaveLength(2);
  });

  it("stay apart where one reads the other's result, or patterns differ", () => {
    const tape = passed(mergeProducts, twoSquares, (t, w, v, h, x) => {
      const first = ops.contract(t, w, h, "ik,Bk->Bi");
      return [ops.tanh(t, ops.add(t, ops.multiply(t, first, x), ops.contract(t, v, first, "ki,Bk->Bi")))];
    });
    expect(inside(tape)).not.toContain("concat");
  });

  it("are merged outside of scans where joining copies the smaller part", () => {
    const tape = writeTape(
      [
        [2, 3],
        [4, 3],
        [9, 3],
      ],
      (t, w, v, x) => [ops.exp(t, ops.contract(t, w, x, "ik,Bk->Bi")), ops.sin(t, ops.contract(t, v, x, "ik,Bk->Bi"))],
    );
    const merged = mergeProducts(tape);
    expectSameNumbers(merged, tape);
    expect(around(merged)).toEqual(["concat", "contract", "slice", "slice", "exp", "sin"]);
  });
});

describe("a sum of products", () => {
  it("becomes one product over a longer inner axis", () => {
    const tape = passed(mergeProducts, spec, (t, w, v, _, h, x) => {
      const back = ops.add(t, ops.contract(t, w, ops.sin(t, h), "ik,Bi->Bk"), x);
      return [ops.tanh(t, ops.add(t, back, ops.contract(t, v, ops.sliceAxis(t, h, 1, 0, 2), "ik,Bi->Bk")))];
    });
    expect(inside(tape)).toEqual(["sin", "slice", "concat", "concat", "contract", "add", "tanh"]);
  });

  it("leaves out a product that needs no carry, as it leaves the scan", () => {
    const tape = passed(mergeProducts, twoSquares, (t, w, v, h, x) => [
      ops.tanh(t, ops.add(t, ops.contract(t, w, h, "ik,Bk->Bi"), ops.contract(t, v, x, "ik,Bk->Bi"))),
    ]);
    expect(inside(tape)).toEqual(["contract", "contract", "add", "tanh"]);
  });
});

describe("regrouping", () => {
  it("brings the terms together that need no carry", () => {
    const tape = passed(regroupSums, spec, (t, w, _, b, h, x) => {
      const sum = ops.add(t, ops.add(t, ops.sin(t, x), ops.contract(t, w, h, "ik,Bk->Bi")), ops.broadcastAxes(t, b, [4, 3], [1]));
      return [ops.tanh(t, sum)];
    });
    expect(inside(tape)).toEqual(["sin", "contract", "broadcast", "add", "add", "tanh"]);
  });

  it("leaves a partial sum alone that something else reads", () => {
    const tape = passed(regroupSums, spec, (t, w, _, b, h, x) => {
      const partial = ops.add(t, x, ops.contract(t, w, h, "ik,Bk->Bi"));
      return [ops.multiply(t, partial, ops.add(t, partial, ops.broadcastAxes(t, b, [4, 3], [1])))];
    });
    expect(inside(tape)).toEqual(["contract", "add", "broadcast", "add", "multiply"]);
  });
});
