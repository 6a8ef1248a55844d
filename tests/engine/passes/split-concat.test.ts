// Products with something joined of the state and the input are cut in two, and their transposes with them.

import { describe, expect, it } from "vitest";
import * as ops from "../../../src/engine/ops.ts";
import { splitConcat } from "../../../src/engine/passes/split-concat.ts";
import type { ScanSpec } from "../scan-cases.ts";
import { inside, passed, scanOf } from "./loops.ts";

const spec: ScanSpec = {
  constants: [[3, 5]],
  carries: [[4, 3]],
  slices: [
    [4, 2],
    [4, 3],
  ],
};
const letters = (tape: Parameters<typeof scanOf>[0]) =>
  scanOf(tape).params.body.equations.flatMap(({ primitive, inputs }) =>
    primitive === "contract" ? [inputs.map(({ shape }) => shape.join("x")).join(" ")] : [],
  );

describe("a product with a joined operand", () => {
  it("becomes one with the state and one with the input", () => {
    const tape = passed(splitConcat, spec, (t, w, h, x) => [ops.tanh(t, ops.contract(t, w, ops.concat(t, [h, x], 1), "ik,Bk->Bi"))]);
    expect(inside(tape)).toEqual(["slice", "contract", "slice", "contract", "add", "tanh"]);
    expect(letters(tape)).toEqual(["3x3 4x3", "3x2 4x2"]);
  });

  it("keeps neighbours of one kind together, on either side of the product", () => {
    const tape = passed(splitConcat, { ...spec, constants: [[3, 8]] }, (t, w, h, x, y) => [
      ops.tanh(t, ops.contract(t, ops.concat(t, [ops.sin(t, x), y, h], 1), w, "Bk,ik->Bi")),
    ]);
    expect(letters(tape)).toEqual(["4x5 3x5", "4x3 3x3"]);
  });

  it("stays whole where all parts are of one kind, or the axis is not summed over", () => {
    const alike = passed(
      splitConcat,
      {
        ...spec,
        carries: [
          [4, 3],
          [4, 2],
        ],
      },
      (t, w, h, g) => {
        const next = ops.tanh(t, ops.contract(t, w, ops.concat(t, [h, g], 1), "ik,Bk->Bi"));
        return [next, ops.sliceAxis(t, next, 1, 0, 2)];
      },
    );
    expect(letters(alike)).toEqual(["3x5 4x5"]);
    const outer = passed(
      splitConcat,
      {
        ...spec,
        carries: [
          [4, 3],
          [3, 5],
        ],
      },
      (t, _, h, sum, x, y) => [ops.tanh(t, ops.add(t, h, y)), ops.add(t, sum, ops.contract(t, h, ops.concat(t, [h, x], 1), "Bi,Bk->ik"))],
    );
    expect(letters(outer)).toEqual(["4x3 4x5"]);
  });
});

describe("slices of a sum of products", () => {
  const twice: ScanSpec = {
    constants: [
      [3, 5],
      [3, 5],
    ],
    carries: [[4, 3]],
    slices: [[4, 3]],
  };

  it("become products of their own where one of them is not read", () => {
    const tape = passed(splitConcat, twice, (t, w, v, h, x) => {
      const back = ops.add(t, ops.contract(t, w, h, "ik,Bi->Bk"), ops.contract(t, v, x, "ik,Bi->Bk"));
      return [ops.tanh(t, ops.sliceAxis(t, back, 1, 0, 3))];
    });
    expect(letters(tape)).toEqual(["3x3 4x3", "3x3 4x3"]);
  });

  it("become products of their own where one leads to the carry and one to a stack", () => {
    const tape = passed(splitConcat, twice, (t, w, _, h, x) => {
      const back = ops.contract(t, w, ops.add(t, h, x), "ik,Bi->Bk");
      return [ops.tanh(t, ops.sliceAxis(t, back, 1, 0, 3)), ops.sliceAxis(t, back, 1, 3, 5)];
    });
    expect(letters(tape)).toEqual(["3x3 4x3", "3x2 4x3"]);
  });

  it("stay slices where the loop needs them all, or something else reads the whole", () => {
    const all = passed(splitConcat, twice, (t, w, _, h, x) => {
      const gates = ops.contract(t, w, h, "ik,Bi->Bk");
      const gate = ops.sigmoid(t, ops.sum(t, ops.sliceAxis(t, gates, 1, 3, 5), [1]));
      return [ops.multiply(t, ops.add(t, ops.sliceAxis(t, gates, 1, 0, 3), x), ops.broadcastAxes(t, gate, [4, 3], [0]))];
    });
    expect(letters(all)).toEqual(["3x5 4x3"]);
    const whole = passed(splitConcat, twice, (t, w, _, h) => {
      const back = ops.contract(t, w, h, "ik,Bi->Bk");
      return [ops.tanh(t, ops.sliceAxis(t, back, 1, 0, 3)), back];
    });
    expect(letters(whole)).toEqual(["3x5 4x3"]);
  });

  it("of something joined are slices of its parts", () => {
    const tape = passed(splitConcat, spec, (t, _, h, x, y) => {
      const joined = ops.concat(t, [ops.sin(t, h), x], 1);
      return [ops.add(t, ops.sliceAxis(t, joined, 1, 0, 3), y), ops.sliceAxis(t, joined, 1, 4, 5), ops.sliceAxis(t, joined, 1, 2, 4)];
    });
    expect(inside(tape)).toEqual(["sin", "concat", "add", "slice", "slice"]);
  });
});
