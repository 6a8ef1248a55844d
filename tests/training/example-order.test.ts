// Examples by their lengths: every slot of a batch in the same order, and a training that does not hang on it.

import { describe, expect, it, test } from "vitest";
import type { Program } from "../../src/compiler/program.ts";
import { ExampleOrder } from "../../src/training/step/example-order.ts";
import { trainingStep } from "../engine/passes/training-steps.ts";

const slot = (kind: string, shape: number[], time: boolean, batch: boolean) => ({ kind, shape, time, batch });

/** A mask, x [T, B, 2], one number of each example, a parameter. */
const program = {
  forms: { steps: 3, batch: 5 },
  slots: [
    slot("mask", [], true, true),
    slot("input", [2], true, true),
    slot("input", [], false, true),
    slot("parameter", [3], false, false),
  ],
} as unknown as Program;

const LENGTHS = [3, 1, 2, 3, 1];
const mask = Float64Array.from({ length: 15 }, (_, at) => Number(Math.floor(at / 5) < LENGTHS[at % 5]!));
const x = Float64Array.from({ length: 30 }, (_, at) => at);
const numbers = [mask, x, Float64Array.of(0, 1, 2, 3, 4), Float64Array.of(7, 8, 9)];

function ordered(backend: "wasm" | "reference") {
  const order = new ExampleOrder(program, backend);
  order.begin(numbers);
  return numbers.map((each, index) => [...order.of(index, each)]);
}

describe("on the fast executor", () => {
  const [realSteps, sequence, single, parameter] = ordered("wasm") as [number[], number[], number[], number[]];
  // by length 1 4 2 0 3, dealt out to two halves
  const expected = [1, 2, 3, 4, 0];

  it("examples come by length, in two halves alike", () => expect(single).toEqual(expected));
  it("each step has them so", () => {
    expect(realSteps.slice(5, 10)).toEqual([0, 1, 1, 0, 1]);
    expect(sequence.slice(20)).toEqual(expected.flatMap((example) => [20 + 2 * example, 21 + 2 * example]));
  });
  it("what has no examples stays", () => expect(parameter).toEqual([7, 8, 9]));
  it("the given numbers stay as they are", () => expect([...x]).toEqual([...x.keys()]));
});

it("the reference takes them as they are", () => expect(ordered("reference")).toEqual(numbers.map((each) => [...each])));

test("a real batch is told apart by its mask alone", () => {
  const { program: lstm, inputs } = trainingStep("lstm-embedded-reber", 30);
  const order = new ExampleOrder(lstm, "wasm");
  order.begin(inputs);
  const at = lstm.slots.findIndex(({ kind }) => kind === "mask");
  const [steps, examples] = [lstm.forms.steps!, 30];
  const sorted = order.of(at, inputs[at]!);
  const lengths = Array.from({ length: examples }, (_, example) =>
    Array.from({ length: steps }, (_unused, step) => sorted[step * examples + example]!).reduce((sum, real) => sum + real, 0),
  );
  for (const half of [lengths.slice(0, 15), lengths.slice(15)]) expect(half).toEqual(half.toSorted((a, b) => a - b));
  expect(Math.abs(lengths[0]! - lengths[15]!)).toBeLessThanOrEqual(1);
});
