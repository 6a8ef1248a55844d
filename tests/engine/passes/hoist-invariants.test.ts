// What leaves a body because it is the same at every step, and what stays although it is.

import { describe, expect, it } from "vitest";
import * as ops from "../../../src/engine/ops.ts";
import { hoistInvariants } from "../../../src/engine/passes/hoist-invariants.ts";
import { emitScanOf, type ScanSpec } from "../scan-cases.ts";
import { writeTape } from "../write-tape.ts";
import { expectSameNumbers } from "./equal-numbers.ts";
import { around, entering, inside, passed, scanOf } from "./loops.ts";

describe("hoisting invariants", () => {
  const spec: ScanSpec = { constants: [[2, 2], [2]], carries: [[2]], slices: [[2]] };

  it("takes a whole chain, and only its end comes in", () => {
    const tape = passed(hoistInvariants, spec, (t, w, _, h, x) => {
      const squared = ops.contract(t, ops.exp(t, w), ops.sin(t, w), "ij,jk->ik");
      return [ops.tanh(t, ops.add(t, ops.contract(t, squared, h, "ij,j->i"), x))];
    });
    expect(around(tape)).toEqual(["exp", "sin", "contract", "scan"]);
    expect(inside(tape)).toEqual(["contract", "add", "tanh"]);
    expect(entering(tape).constants).toEqual([[2, 2]]);
  });

  it("keeps literals and broadcasts in the body, and takes what a broadcast reads", () => {
    const tape = passed(hoistInvariants, { ...spec, carries: [[3, 2]], slices: [[3, 2]] }, (t, _, b, h, x) => {
      const bias = ops.broadcastAxes(t, ops.exp(t, b), [3, 2], [1]);
      return [ops.multiply(t, ops.add(t, h, bias), ops.add(t, x, ops.scalar(t, 0.5, [3, 2])))];
    });
    expect(around(tape)).toEqual(["exp", "scan"]);
    expect(inside(tape)).toEqual(["broadcast", "add", "constant", "add", "multiply"]);
  });

  it("leaves alone what a carry or a slice has a part in", () => {
    const tape = passed(hoistInvariants, spec, (t, w, b, h, x) => [
      ops.add(t, ops.multiply(t, b, h), ops.contract(t, w, ops.sin(t, x), "ij,j->i")),
    ]);
    expect(around(tape)).toEqual(["scan"]);
  });

  it("takes out of both of two nested scans", () => {
    const tape = writeTape([[2], [2], [3, 4, 2]], (t, w, h, x) => {
      const outer: ScanSpec = { constants: [[2]], carries: [[2]], slices: [[4, 2]], length: 3 };
      return emitScanOf(t, [w, h, x], outer, (s, w1, h1, x1) => {
        const loop: ScanSpec = { constants: [[2], [2]], carries: [[2]], slices: [[2]] };
        return emitScanOf(s, [w1, h1, h1, x1], loop, (r, w2, c2, h2, x2) => {
          const fixed = ops.multiply(r, ops.sin(r, w2), ops.cos(r, c2));
          return [ops.tanh(r, ops.add(r, ops.multiply(r, h2, fixed), x2))];
        });
      });
    });
    const hoisted = hoistInvariants(tape);
    expectSameNumbers(hoisted, tape);
    expect(around(hoisted)).toEqual(["sin", "scan"]);
    expect(inside(hoisted)).toEqual(["cos", "multiply", "scan"]);
    expect(inside(scanOf(hoisted).params.body)).toEqual(["multiply", "add", "tanh"]);
  });

  it("takes a carry that no step changes for a constant, and what only it is part of with it", () => {
    const tape = passed(hoistInvariants, { carries: [[2], [2]], slices: [[2]] }, (t, still, h, x) => [
      still,
      ops.add(t, ops.multiply(t, h, ops.exp(t, still)), x),
    ]);
    expect(entering(tape)).toEqual({ constants: [[2]], carries: [[2]], slices: [[2]] });
    expect(around(tape)).toEqual(["exp", "scan"]);
  });

  it("takes a stack that repeats something for what it repeats", () => {
    const tape = writeTape([[2], [4, 2], [2, 3]], (t, b, m, h) => {
      const still = ops.broadcastAxes(t, b, [4, 2, 3], [1]);
      const spread = ops.broadcastAxes(t, m, [4, 2, 3], [0, 1]);
      const ones = ops.scalar(t, 1.5, [4, 2, 3]);
      return emitScanOf(
        t,
        [h, still, spread, ones],
        {
          carries: [[2, 3]],
          slices: [
            [2, 3],
            [2, 3],
            [2, 3],
          ],
        },
        (s, before, x, y, z) => [ops.add(s, ops.multiply(s, before, x), ops.multiply(s, y, z))],
      );
    });
    const settled = hoistInvariants(tape);
    expectSameNumbers(settled, tape);
    expect(around(settled)).toEqual(["scan"]);
    expect(entering(settled)).toEqual({ constants: [[2]], carries: [[2, 3]], slices: [[2]] });
  });
});
