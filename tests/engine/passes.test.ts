// What each pass does to small tapes. That passes keep meaning is a law over random tapes: tests/laws/tape.test.ts.

import { describe, expect, it } from "vitest";
import { evaluateTape } from "../../src/engine/backend/reference/executor.ts";
import type { TapeBuilder } from "../../src/engine/builder.ts";
import { checkTape } from "../../src/engine/check.ts";
import { grad } from "../../src/engine/grad.ts";
import * as ops from "../../src/engine/ops.ts";
import { passes, simplify } from "../../src/engine/passes/index.ts";
import { tapeLength } from "../../src/engine/print.ts";
import type { EquationOf, Shape, Tape, Value } from "../../src/engine/tape.ts";
import { copied, f64 } from "./numbers.ts";
import { emitScan, emitScanOf } from "./scan-cases.ts";
import { writeTape } from "./write-tape.ts";

const primitives = (tape: Tape) => tape.equations.map(({ primitive }) => primitive);
const scanOf = (tape: Tape) => tape.equations.find((equation): equation is EquationOf<"scan"> => equation.primitive === "scan")!;
const afterPass = (name: keyof typeof passes, shapes: readonly Shape[], write: (t: TapeBuilder, ...inputs: Value[]) => readonly Value[]) =>
  checkTape(passes[name](writeTape(shapes, write)));

describe("dead code", () => {
  it("goes, and inputs stay", () => {
    const tape = afterPass("dead-code", [[2], [2]], (t, x, y) => {
      ops.exp(t, ops.sin(t, y));
      return [ops.cos(t, x)];
    });
    expect(primitives(tape)).toEqual(["cos"]);
    expect(tape.inputs).toHaveLength(2);
  });

  it("takes stacks, carries and inputs of a scan with it that nobody reads", () => {
    const tape = afterPass("dead-code", [[2], [2], [2], [2], [4, 2], [4, 2]], (t, w, unused, a, b, x, y) => {
      const spec = { constants: [[2], [2]], carries: [[2], [2]], slices: [[2], [2]] };
      const outputs = emitScanOf(t, [w, unused, a, b, x, y], spec, (s, weight, other, first, second, left, right) => {
        const one = ops.tanh(s, ops.add(s, ops.multiply(s, weight, first), left));
        const two = ops.sin(s, ops.add(s, ops.multiply(s, other, second), right));
        return [one, two, one, two];
      });
      return [outputs[2]!];
    });
    const { params, inputs, outputs } = scanOf(tape);
    expect([params.constants, params.carries, inputs.length, outputs.length]).toEqual([1, 1, 3, 2]);
    expect(params.body.equations.map(({ primitive }) => primitive)).toEqual(["multiply", "add", "tanh"]);
  });

  it("keeps a carry that a read one depends on through the steps", () => {
    const tape = afterPass("dead-code", [], (t) => {
      const spec = { carries: [[2], [2], [2]], slices: [[2]] };
      const outputs = emitScan(t, spec, (s, _, b, c, x) => [ops.sin(s, b), ops.cos(s, x), ops.exp(s, c)]);
      return [outputs[0]!];
    });
    expect(scanOf(tape).params.carries).toBe(2);
    expect(scanOf(tape).params.body.equations.map(({ primitive }) => primitive)).toEqual(["sin", "cos"]);
  });
});

describe("common subexpressions", () => {
  it("are computed once, inside scans too", () => {
    const tape = afterPass("common-subexpressions", [[2], [3, 2]], (t, h, x) => {
      const twice = ops.add(t, ops.exp(t, h), ops.exp(t, h));
      const [last] = emitScanOf(t, [h, x], { carries: [[2]], slices: [[2]], length: 3 }, (s, before, step) => [
        ops.add(s, ops.multiply(s, before, step), ops.multiply(s, before, step)),
      ]);
      return [twice, last!];
    });
    expect(primitives(tape)).toEqual(["exp", "add", "scan"]);
    expect(scanOf(tape).params.body.equations.map(({ primitive }) => primitive)).toEqual(["multiply", "add"]);
  });

  it("are never whole scans, whose bodies may look alike and differ", () => {
    const tape = afterPass("common-subexpressions", [[2], [3, 2]], (t, h, x) => {
      const spec = { carries: [[2]], slices: [[2]], length: 3 };
      const forward = emitScanOf(t, [h, x], spec, (s, before, step) => [ops.subtract(s, before, step)]);
      const other = emitScanOf(t, [h, x], spec, (s, before, step) => [ops.subtract(s, step, before)]);
      return [forward[0]!, other[0]!];
    });
    const numbers = [f64([1, 2]), f64([1, 1, 1, 1, 1, 1])];
    expect(copied(evaluateTape(tape, numbers))).toEqual([
      [-2, -1],
      [0, -1],
    ]);
  });

  it("of other parameters or another order of operands are others", () => {
    const tape = afterPass(
      "common-subexpressions",
      [
        [2, 2],
        [2, 2],
      ],
      (t, x, y) => [ops.sum(t, x, [0]), ops.sum(t, x, [1]), ops.subtract(t, x, y), ops.subtract(t, y, x)],
    );
    expect(tape.equations).toHaveLength(4);
  });

  it("keep outputs in their places where two become one", () => {
    const tape = afterPass("common-subexpressions", [[]], (t, x) => [ops.exp(t, x), ops.sin(t, x), ops.exp(t, x)]);
    expect(copied(evaluateTape(tape, [f64([1])])).flat()).toEqual([Math.E, Math.sin(1), Math.E]);
  });

  it("found: constants of ∞, -∞, NaN, 0 and -0 were taken for one another", () => {
    const numbers = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 0, -0];
    const filled = afterPass("common-subexpressions", [], (t) => numbers.map((number) => ops.scalar(t, number)));
    expect(copied(evaluateTape(filled, [])).flat()).toEqual(numbers);
    const listed = afterPass("common-subexpressions", [], (t) => numbers.map((number) => ops.constant(t, [2], [1, number])));
    expect(copied(evaluateTape(listed, [])).map(([, number]) => number)).toEqual(numbers);
  });
});

describe("folding", () => {
  const foldedTo = (write: (t: TapeBuilder, x: Value) => Value) =>
    primitives(passes["dead-code"](afterPass("fold", [[2]], (t, x) => [write(t, x)])));
  const fill = (t: TapeBuilder, value: number, shape: Shape = [2]) => ops.scalar(t, value, shape);

  it("drops neutral operands and copies", () => {
    expect(foldedTo((t, x) => ops.add(t, x, fill(t, 0)))).toEqual([]);
    expect(foldedTo((t, x) => ops.add(t, fill(t, 0), x))).toEqual([]);
    expect(foldedTo((t, x) => ops.subtract(t, x, fill(t, 0)))).toEqual([]);
    expect(foldedTo((t, x) => ops.multiply(t, fill(t, 1), x))).toEqual([]);
    expect(foldedTo((t, x) => ops.divide(t, x, fill(t, 1)))).toEqual([]);
    expect(foldedTo((t, x) => ops.identity(t, ops.identity(t, x)))).toEqual([]);
  });

  it("keeps what only looks neutral", () => {
    expect(foldedTo((t, x) => ops.subtract(t, fill(t, 0), x))).toEqual(["constant", "subtract"]);
    expect(foldedTo((t, x) => ops.divide(t, fill(t, 1), x))).toEqual(["constant", "divide"]);
    // 0 · ∞ is not 0
    expect(foldedTo((t, x) => ops.multiply(t, x, fill(t, 0)))).toEqual(["constant", "multiply"]);
    expect(foldedTo((t, x) => ops.stopGradient(t, x))).toEqual(["stopGradient"]);
  });

  it("computes with filled constants what the executor would", () => {
    const tape = afterPass("fold", [], (t) => {
      const x = fill(t, 0.7, []);
      const y = ops.broadcast(t, ops.power(t, ops.erf(t, x), ops.softplus(t, x)), [2, 3]);
      return [ops.max(t, ops.transpose(t, ops.negate(t, y), [1, 0]), [0]), ops.select(t, ops.greater(t, x, x), x, ops.add(t, x, x))];
    });
    const lean = passes["dead-code"](tape);
    expect(primitives(lean)).toEqual(["constant", "constant"]);
    const outputs = copied(evaluateTape(lean, []));
    expect(outputs).toEqual([[outputs[0]![0], outputs[0]![0]], [1.4]]);
    expect(outputs[0]![0]).toBeCloseTo(-(0.6778011938374184 ** Math.log(1 + Math.exp(0.7))), 14);
  });
});

describe("simplify", () => {
  it("shortens a gradient, and keeps its outputs", () => {
    const tape = writeTape([[3], [3]], (t, x, y) => {
      const product = ops.multiply(t, ops.tanh(t, x), ops.sigmoid(t, y));
      return [ops.sum(t, ops.multiply(t, product, product), [0])];
    });
    const gradient = grad(tape, { of: 0, wrt: tape.inputs });
    const simple = checkTape(simplify(gradient));
    expect(tapeLength(simple)).toBeLessThan(tapeLength(gradient));
    const numbers = [f64([0.1, -2, 3]), f64([1, 0.5, -1])];
    copied(evaluateTape(simple, numbers)).forEach((got, index) => {
      expect(got).toEqual(copied(evaluateTape(gradient, numbers))[index]!.map((x) => expect.closeTo(x, 14)));
    });
  });
});
