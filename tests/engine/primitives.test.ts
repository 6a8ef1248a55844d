// What holds of every primitive: it computes what it says in both precisions, refuses what does not fit, and its derivative is right
// to the second order away from kinks.

import { describe, expect, it } from "vitest";
import { prepare } from "../../src/engine/backend/reference/executor.ts";
import { TapeBuilder } from "../../src/engine/builder.ts";
import { checkTape } from "../../src/engine/check.ts";
import { checkGradient } from "../../src/engine/check-gradient.ts";
import { outputShapes, TapeError } from "../../src/engine/shape-rules.ts";
import type { PrimitiveName, PrimitiveParams } from "../../src/engine/tape.ts";
import { formatShape, sameShape, type Tape } from "../../src/engine/tape.ts";
import { exact, interpret, meanings, type Round, single, type Tensor } from "./interpreter.ts";
import { expectClose, operandsOf } from "./numbers.ts";
import { type Bad, type Good, primitiveCases } from "./primitive-cases.ts";

type Params = PrimitiveParams[PrimitiveName];

const names = Object.keys(meanings) as PrimitiveName[];

function tapeOf(name: PrimitiveName, { inputs, params }: Good<Params>): Tape {
  const t = new TapeBuilder();
  return checkTape(
    t.finish(
      t.emit(
        name,
        inputs.map((shape) => t.input(shape)),
        params,
      ),
    ),
  );
}

function numbersOf(name: PrimitiveName, { inputs, domain = (x) => x }: Good<Params>): Float64Array[] {
  return operandsOf(inputs, name).map((operand, which) => Float64Array.from(operand, (x, place) => domain(x, which, place)));
}

const tensors = (tape: Tape, numbers: readonly Float64Array[], round: Round): Tensor[] =>
  tape.inputs.map(({ shape }, index) => ({ shape, data: [...numbers[index]!].map(round) }));

const precisions = [
  { precision: "f64", round: exact, tolerance: 1e-12 },
  { precision: "f32", round: single, tolerance: 3e-7 },
] as const;

it("has a case for every primitive", () => {
  expect(Object.keys(primitiveCases).sort()).toEqual([...names].sort());
});

describe.each(names)("%s", (name) => {
  const { good, bad } = primitiveCases[name] as { good: readonly Good<Params>[]; bad: readonly Bad<Params>[] };

  it.each(good)("computes what it says: $inputs", (example) => {
    const tape = tapeOf(name, example);
    const numbers = numbersOf(name, example);
    for (const { precision, round, tolerance } of precisions) {
      const expected = interpret(tape, tensors(tape, numbers, round), round);
      const got = prepare(tape, precision).run(numbers);
      expected.forEach(({ shape, data }, index) => {
        expect(shape).toEqual(tape.outputs[index]!.shape);
        expectClose(got[index]!, data, tolerance);
      });
    }
  });

  it.each(bad)("refuses $inputs: $message", ({ inputs, params, message }) => {
    const refused = () => outputShapes(name, inputs, params);
    expect(refused).toThrow(TapeError);
    expect(refused).toThrow(message);
    expect(refused).toThrow(`${name}: `);
  });

  const differentiated = good.filter(({ inputs, differentiable }) => (differentiable ?? inputs).length > 0);
  it.each(differentiated)("has the derivative of order 2: $inputs", (example) => {
    const tape = tapeOf(name, example);
    const inputs = example.differentiable ?? example.inputs.map((_, index) => index);
    expect(checkGradient(tape, numbersOf(name, example), { order: 2, inputs })).toEqual([]);
  });
});

describe("elementwise operations of unequal shapes", () => {
  const binaries = names.filter((name) => primitiveCases[name].bad.some(({ message }) => message.source === "operands differ"));
  it.each(binaries)("%s repeats nothing by itself", (name) => {
    const [first] = primitiveCases[name].good;
    const shapes = first.inputs.map((_, index) => (index === 0 ? [] : [1]));
    expect(shapes.every((shape) => sameShape(shape, shapes[0]!))).toBe(false);
    expect(() => outputShapes(name, shapes, {} as never)).toThrow(`operands differ: ${shapes.map(formatShape).join(" ")}`);
  });
});
