// checkTape finds tapes that break the laws; a check that cannot fail proves nothing.

import { describe, expect, it } from "vitest";
import { checkTape } from "../../src/engine/check.ts";
import * as ops from "../../src/engine/ops.ts";
import { TapeError } from "../../src/engine/shape-rules.ts";
import type { Equation, Tape, Value } from "../../src/engine/tape.ts";
import { emitScanOf } from "./scan-cases.ts";
import { writeTape } from "./write-tape.ts";

const value = (...shape: number[]): Value => ({ shape, origin: null, name: null });
const exp = (input: Value, ...outputs: Value[]): Equation => ({ primitive: "exp", inputs: [input], params: {}, outputs });

const [x, y, z] = [value(2), value(2), value(3)];
const tape = (equations: readonly Equation[], outputs: readonly Value[], inputs: readonly Value[] = [x]): Tape => ({
  inputs,
  equations,
  outputs,
});

describe("checkTape", () => {
  it("gives back a tape that is right", () => {
    const right = tape([exp(x, y)], [y, x, y]);
    expect(checkTape(right)).toBe(right);
  });

  it.each([
    ["an operand is used before it is defined", tape([exp(y, value(2)), exp(x, y)], [y])],
    ["an output is defined twice", tape([exp(x, y), exp(x, y)], [y])],
    ["an output is defined twice", tape([exp(x, x)], [x])],
    ["output is [3], expected [2]", tape([exp(x, z)], [z])],
    ["2 outputs, expected 1", tape([exp(x, y, value(2))], [y])],
    ["an output is never defined", tape([], [y])],
    ["an input is listed twice", tape([], [x], [x, x])],
  ])("finds that %s", (message, wrong) => {
    expect(() => checkTape(wrong)).toThrow(TapeError);
    expect(() => checkTape(wrong)).toThrow(message);
  });

  it("finds a body that reads a value from outside its scan", () => {
    const captured = writeTape([[2], [2], [4, 2]], (t, w, h, steps) =>
      emitScanOf(t, [h, steps], { carries: [[2]], slices: [[2]] }, (s, before, step) => [
        // w belongs to the outer tape
        ops.add(s, ops.multiply(s, w, before), step),
      ]),
    );
    expect(() => checkTape(captured)).toThrow("multiply: an operand is used before it is defined");
  });
});
