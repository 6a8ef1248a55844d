// What a scan need not keep, as products over all steps can read something else that it keeps.

import { describe, expect, it } from "vitest";
import * as ops from "../../../src/engine/ops.ts";
import { splitStacks } from "../../../src/engine/passes/split-stacks.ts";
import type { Tape } from "../../../src/engine/tape.ts";
import { emitScan, type ScanSpec } from "../scan-cases.ts";
import { writeTape } from "../write-tape.ts";
import { expectSameNumbers } from "./equal-numbers.ts";
import { around, scanOf } from "./loops.ts";

/** The gradient of a weight by hand: all steps of something, times the stack of what the body gives second. */
function weighed(spec: ScanSpec, what: "state" | "joined", letters = "TBi,TBk->ik"): Tape {
  return writeTape([[spec.length ?? 4, 2, 4]], (t, d) => {
    const outputs = emitScan(t, { ...spec, carries: [[2, 3]], slices: [[2, 3]] }, (s, h, x) => {
      const next = ops.tanh(s, ops.add(s, h, x));
      return [next, next, what === "state" ? h : ops.concat(s, [h, x], 1)];
    });
    return [outputs[1]!, ops.contract(t, d, outputs[2]!, letters)];
  });
}

function stacksOf(tape: Tape): string[] {
  const split = splitStacks(tape);
  expectSameNumbers(split, tape);
  const { outputs, params } = scanOf(split);
  return outputs.slice(params.carries).map(({ shape }) => shape.join("x"));
}

describe("a stack that only products read", () => {
  it.each([false, true])("of the state before each step is the one after it, shifted; reverse: %s", (reverse) => {
    const tape = weighed({ reverse }, "state");
    expect(stacksOf(tape)).toEqual(["4x2x3"]);
    expect(around(splitStacks(tape)).filter((primitive) => primitive === "contract")).toHaveLength(2);
  });

  it("over one step is the initial state", () => expect(stacksOf(weighed({ length: 1 }, "state"))).toEqual(["1x2x3"]));

  it("of joined values is not kept", () => {
    expect(stacksOf(weighed({}, "joined"))).toEqual(["4x2x3"]);
    expect(around(splitStacks(weighed({}, "joined"))).at(-1)).toBe("concat");
  });

  it("stays where the products would have to be joined to something larger", () => {
    expect(stacksOf(weighed({}, "state", "TBi,SBk->TSik"))).toEqual(["4x2x3", "4x2x3"]);
  });
});

it("a stack that something else reads stays", () => {
  const tape = writeTape([[4, 2, 4]], (t, d) => {
    const outputs = emitScan(t, { carries: [[2, 3]], slices: [[2, 3]] }, (s, h, x) => [ops.tanh(s, ops.add(s, h, x)), h]);
    return [ops.contract(t, d, outputs[1]!, "TBi,TBk->ik"), ops.exp(t, outputs[1]!)];
  });
  expect(stacksOf(tape)).toEqual(["4x2x3"]);
  expect(around(splitStacks(tape))).toEqual(["scan", "contract", "exp"]);
});
