// Scans mean what their unrolled tape means: in values, gradients, gradients by step, and second derivatives.

import { describe, expect, it } from "vitest";
import { evaluateTape } from "../../src/engine/backend/reference/executor.ts";
import { TapeBuilder } from "../../src/engine/builder.ts";
import { checkTape } from "../../src/engine/check.ts";
import { checkGradient } from "../../src/engine/check-gradient.ts";
import { grad } from "../../src/engine/grad.ts";
import * as ops from "../../src/engine/ops.ts";
import { simplify } from "../../src/engine/passes/index.ts";
import { printTape, tapeLength } from "../../src/engine/print.ts";
import { type Equation, type EquationOf, sizeOf, type Tape, type Value } from "../../src/engine/tape.ts";
import { interpret } from "./interpreter.ts";
import { apart, copied, expectClose, f64, operandsOf } from "./numbers.ts";
import { emitScan, emitScanOf, lossOf, type ScanCase, scanCases } from "./scan-cases.ts";
import { unroll } from "./unroll.ts";
import { writeTape } from "./write-tape.ts";

const numbersFor = (tape: Tape, key: string) =>
  operandsOf(
    tape.inputs.map(({ shape }) => shape),
    key,
  ).map(f64);
const flatten = (outputs: readonly (Float32Array | Float64Array)[]) => outputs.flatMap((numbers) => [...numbers]);
const scansOf = (tape: Tape) => tape.equations.filter((equation): equation is EquationOf<"scan"> => equation.primitive === "scan");
const primitivesOf = (equations: readonly Equation[]) => equations.map(({ primitive }) => primitive);

/** The tape, and after its outputs the gradients of the first one. */
const gradients = (tape: Tape, wrt: readonly Value[]) => checkTape(grad(tape, { of: 0, wrt }));

/** A tape whose output is the sum of `outputs`, each number weighted by its place among all of them. */
function projection(tape: Tape, outputs: readonly Value[]): Tape {
  const t = new TapeBuilder();
  t.inputs.push(...tape.inputs);
  t.equations.push(...tape.equations);
  const all = apart(
    outputs.reduce((count, { shape }) => count + sizeOf(shape), 0),
    "projection",
  );
  const terms = outputs.map((output) => {
    const weights = ops.constant(t, output.shape, all.splice(0, sizeOf(output.shape)));
    return ops.sum(
      t,
      ops.multiply(t, output, weights),
      output.shape.map((_, axis) => axis),
    );
  });
  return t.finish([terms.reduce((a, b) => ops.add(t, a, b))]);
}

/** Gradients of a projection of all gradients: Hessian-vector products. */
function curvatureTape(tape: Tape, wrt: readonly Value[]): Tape {
  const first = gradients(tape, wrt);
  return gradients(projection(first, first.outputs.slice(tape.outputs.length)), tape.inputs);
}

/** A scan and its unrolled twin, with what to differentiate by: inputs, and stacks at each step. */
function twins({ tape, inspected }: ScanCase) {
  const unrolled = unroll(tape);
  const steps = inspected.flatMap((stack) => unrolled.steps.get(stack)!);
  return { scanned: { tape, wrt: [...tape.inputs, ...inspected] }, unrolled: { tape: unrolled.tape, wrt: [...tape.inputs, ...steps] } };
}

describe.each(scanCases)("$what", (example) => {
  const { tape } = example;
  const { scanned, unrolled } = twins(example);
  const numbers = numbersFor(tape, example.what);

  it("computes what the unrolled tape computes, and what the interpreter does", () => {
    const got = copied(evaluateTape(checkTape(tape), numbers));
    expect(got).toEqual(copied(evaluateTape(checkTape(unrolled.tape), numbers)));
    const tensors = tape.inputs.map(({ shape }, index) => ({ shape, data: [...numbers[index]!] }));
    interpret(tape, tensors).forEach(({ data }, index) => {
      expectClose(got[index]!, data, 1e-12);
    });
  });

  it("has its gradients by inputs and by stacked values at each step", () => {
    const got = gradients(scanned.tape, scanned.wrt);
    const expected = gradients(unrolled.tape, unrolled.wrt);
    expectClose(flatten(evaluateTape(got, numbers)), flatten(evaluateTape(expected, numbers)), 1e-12);
    expectClose(flatten(evaluateTape(checkTape(simplify(got)), numbers)), flatten(evaluateTape(expected, numbers)), 1e-12);
  });

  it("has its gradients by stacked values alone, with no input to wake the way", () => {
    const got = gradients(tape, example.inspected);
    const expected = gradients(unrolled.tape, unrolled.wrt.slice(tape.inputs.length));
    expectClose(flatten(evaluateTape(got, numbers)), flatten(evaluateTape(expected, numbers)), 1e-12);
  });

  it("has its second derivatives", () => {
    const got = curvatureTape(scanned.tape, scanned.wrt);
    const expected = curvatureTape(unrolled.tape, unrolled.wrt);
    expectClose(flatten(evaluateTape(got, numbers)), flatten(evaluateTape(expected, numbers)), 1e-11);
    expectClose(flatten(evaluateTape(checkTape(simplify(got)), numbers)), flatten(evaluateTape(expected, numbers)), 1e-11);
  });
});

describe("differences to order 2 agree with the gradient of", () => {
  it.each(scanCases.filter(({ measured }) => measured.length > 0))("$what", ({ tape, measured, what }) => {
    const loss: Tape = { ...tape, outputs: tape.outputs.slice(0, 1) };
    expect(checkGradient(loss, numbersFor(tape, what), { order: 2, inputs: measured })).toEqual([]);
  });
});

describe("the length of the tape", () => {
  const recurrence = (length: number) =>
    writeTape([], (t) => {
      const outputs = emitScan(t, { constants: [[2, 2]], carries: [[2]], slices: [[2]], length }, (s, weights, h, x) => {
        const next = ops.tanh(s, ops.add(s, ops.contract(s, weights, h, "ij,j->i"), x));
        return [next, next];
      });
      return [lossOf(t, outputs)];
    });
  const lengths = (length: number) => {
    const tape = recurrence(length);
    return {
      forward: tapeLength(tape),
      gradient: tapeLength(gradients(tape, tape.inputs)),
      curvature: tapeLength(curvatureTape(tape, tape.inputs)),
    };
  };

  it("does not grow with the number of steps, also in first and second derivatives", () => {
    expect(lengths(2)).toMatchInlineSnapshot(`
      {
        "curvature": 106,
        "forward": 15,
        "gradient": 38,
      }
    `);
    expect(lengths(2000)).toEqual(lengths(2));
  });

  it("nor does the printed tape, but for the numbers of steps in it", () => {
    const printed = (length: number) => {
      const tape = recurrence(length);
      return printTape(gradients(tape, tape.inputs)).replaceAll(String(length), "T");
    };
    expect(printed(977)).toBe(printed(1013));
  });
});

it("found: a gradient by a stack alone left out the way through the last carry", () => {
  const tape = writeTape([[], [4]], (t, h, x) => {
    const outputs = emitScanOf(t, [h, x], { carries: [[]], slices: [[]] }, (s, before, step) => {
      const next = ops.add(s, ops.add(s, before, before), step);
      return [next, next];
    });
    return [outputs[0]!, outputs[1]!];
  });
  const gradient = gradients(tape, [tape.outputs[1]!]);
  expect([...evaluateTape(gradient, [f64([1]), f64([1, 2, 3, 4])])[2]!]).toEqual([8, 4, 2, 1]);
});

describe("what no gradient needs", () => {
  it("stays out of the backward scan", () => {
    // n and the whole chain from it depend on no weight
    const tape = writeTape([[2, 2], [2], [2], [4, 2]], (t, weights, n, h, x) => {
      const spec = { constants: [[2, 2]], carries: [[2], [2]], slices: [[2]] };
      const outputs = emitScanOf(t, [weights, n, h, x], spec, (s, w, clock, before, step) => {
        const later = ops.sin(s, ops.exp(s, ops.add(s, clock, step)));
        const next = ops.tanh(s, ops.add(s, ops.contract(s, w, before, "ij,j->i"), later));
        return [later, next, next];
      });
      return [lossOf(t, outputs)];
    });
    const [forward, backward] = scansOf(gradients(tape, [tape.inputs[0]!])) as [EquationOf<"scan">, EquationOf<"scan">];
    expect(primitivesOf(forward.params.body.equations)).toContain("exp");
    const written = primitivesOf(backward.params.body.equations);
    for (const primitive of ["exp", "cos", "sin"] as const) expect(written).not.toContain(primitive);
    // the cotangent of h, and the sum for the weights
    expect(backward.params.carries).toBe(2);
  });

  it("nor does what lies behind a stopGradient come in", () => {
    const tape = writeTape([[2], [2], [2], [4, 2]], (t, w, n, h, x) => {
      const spec = { constants: [[2]], carries: [[2], [2]], slices: [[2]] };
      const outputs = emitScanOf(t, [w, n, h, x], spec, (s, weights, clock, before, step) => {
        const later = ops.sin(s, ops.stopGradient(s, ops.multiply(s, weights, clock)));
        const next = ops.tanh(s, ops.add(s, ops.multiply(s, weights, before), ops.add(s, later, step)));
        return [later, next, next];
      });
      return [lossOf(t, outputs)];
    });
    const [, backward] = scansOf(gradients(tape, [tape.inputs[0]!])) as [EquationOf<"scan">, EquationOf<"scan">];
    expect(primitivesOf(backward.params.body.equations)).not.toContain("cos");
    expect(backward.params.carries).toBe(2);
  });

  it("a scan that the loss does not read has no backward scan", () => {
    const tape = writeTape([[2], [2], [4, 2]], (t, w, h, x) => {
      const spec = { constants: [[2]], carries: [[2]], slices: [[2]] };
      const outputs = emitScanOf(t, [w, h, x], spec, (s, a, before, step) => {
        const next = ops.add(s, ops.multiply(s, a, before), step);
        return [next, next];
      });
      return [ops.sum(t, ops.multiply(t, w, w), [0]), ...outputs];
    });
    const inspected = tape.outputs[2]!;
    const gradient = gradients(tape, [tape.inputs[0]!, inspected]);
    expect(scansOf(gradient)).toHaveLength(1);
    const numbers = numbersFor(tape, "unread");
    const [byWeight, byStack] = copied(evaluateTape(gradient, numbers)).slice(tape.outputs.length);
    expectClose(
      byWeight!,
      [...numbers[0]!].map((w) => 2 * w),
      1e-15,
    );
    expect(byStack).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it("a scan without active inputs stays as it is", () => {
    const tape = writeTape([[2], [2], [4, 2]], (t, w, h, x) => {
      const [, stack] = emitScanOf(t, [h, x], { carries: [[2]], slices: [[2]] }, (s, before, step) => {
        const next = ops.tanh(s, ops.add(s, before, step));
        return [next, next];
      });
      return [ops.sum(t, ops.contract(t, stack!, w, "ti,i->t"), [0])];
    });
    const gradient = gradients(tape, [tape.inputs[0]!]);
    expect(scansOf(gradient)).toEqual(scansOf(tape));
  });

  it("a residual that is stacked already is not stacked twice", () => {
    const { tape } = scanCases[0]!;
    const [before] = scansOf(tape) as [EquationOf<"scan">];
    const [after] = scansOf(gradients(tape, tape.inputs)) as [EquationOf<"scan">];
    // tanh reads its own value, which is stacked; the contraction reads h as it came in, which is not
    expect(after.outputs.length).toBe(before.outputs.length + 1);
  });
});

describe("a derivative that does not exist", () => {
  it("of what is no scalar is refused", () => {
    const tape = writeTape([[2]], (t, x) => [ops.exp(t, x)]);
    expect(() => grad(tape, { of: 0, wrt: tape.inputs })).toThrow("only a scalar output can be differentiated");
    expect(() => grad(tape, { of: 1, wrt: tape.inputs })).toThrow("only a scalar output can be differentiated");
  });

  it("by a value of another tape is refused", () => {
    const other = writeTape([[]], (_, x) => [x]);
    const tape = writeTape([[]], (t, x) => [ops.exp(t, x)]);
    expect(() => grad(tape, { of: 0, wrt: other.inputs })).toThrow("before it is defined");
  });

  it("of a scan inside a scan is refused, in words", () => {
    const tape = writeTape([[2], [3, 2]], (t, h, x) => {
      const outer = emitScanOf(t, [h, x], { carries: [[2]], slices: [[2]], length: 3 }, (s, before, step) => {
        const row = ops.reshape(s, step, [2, 1]);
        const [, inner] = emitScanOf(s, [ops.scalar(s, 0, [1]), row], { carries: [[1]], slices: [[1]], length: 2 }, (i, total, part) => {
          const next = ops.add(i, total, part);
          return [next, next];
        });
        return [ops.add(s, before, ops.reshape(s, inner!, [2]))];
      });
      return [ops.sum(t, outer[0]!, [0])];
    });
    expect([...evaluateTape(tape, [f64([0, 0]), f64([1, 2, 3, 4, 5, 6])])[0]!]).toEqual([9 + 9 + 12]);
    expect(() => grad(tape, { of: 0, wrt: tape.inputs })).toThrow("a scan inside a scan has no derivative");
  });
});
