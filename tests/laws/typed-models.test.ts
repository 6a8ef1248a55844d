// A training step of random typed models: what is made fast, cut into groups and shortened to real steps gives the numbers of the tape as
// it was written, in f64 nearly to the bit, and as WebAssembly to f32's rounding.

import { expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { Problem } from "../../src/base/errors.ts";
import { stream } from "../../src/base/random.ts";
import { readLibrary } from "../../src/cli/model.ts";
import { parseEquations } from "../../src/compiler/equations/index.ts";
import { prepareFor } from "../../src/engine/backend/prepare-for.ts";
import { prepare } from "../../src/engine/backend/reference/executor.ts";
import { checkTape } from "../../src/engine/check.ts";
import { flushTiny } from "../../src/engine/passes/flush-tiny.ts";
import { optimize } from "../../src/engine/passes/for-speed.ts";
import { splitBatch } from "../../src/engine/passes/split-batch.ts";
import { stepWith, type TrainingStep } from "../engine/passes/training-steps.ts";
import { seed } from "./seed.ts";
import { type TypedModel, typedModel } from "./typed-model.ts";

const MODELS = 120;

/** null where the model is refused. */
async function stepOf({ text, feeds }: TypedModel): Promise<TrainingStep | null> {
  const parsed = parseEquations(text, { registry, library: await readLibrary(text), title: "typed" });
  if (!parsed.ok) return null;
  try {
    return stepWith(parsed.value, feeds);
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}

type Outputs = readonly (readonly number[])[];
const outputsOf = (outputs: readonly Iterable<number>[]): Outputs => outputs.map((numbers) => [...numbers]);

/** Of each output, relative to its largest number. */
const distances = (got: Outputs, expected: Outputs): number[] =>
  expected.map((wanted, k) => {
    const scale = 1 + Math.max(...wanted.map(Math.abs));
    return Math.max(0, ...wanted.map((number, i) => (Object.is(number, got[k]![i]) ? 0 : Math.abs(number - got[k]![i]!) / scale)));
  });

async function expectSameStep(model: TypedModel): Promise<boolean> {
  const step = await stepOf(model);
  if (!step) return false;
  const { tape, examples } = step;
  const inputs = step.inputs.map((numbers) => numbers.map(Math.fround));
  const expected = outputsOf(prepare(tape, "f64").run(inputs));
  expect(
    expected.flat().filter((number) => !Number.isFinite(number)),
    model.text,
  ).toEqual([]);
  const fast = checkTape(splitBatch(flushTiny(optimize(tape)), examples.axes, {}, examples.padded));
  for (const far of distances(outputsOf(prepare(fast, "f64").run(inputs)), expected)) expect(far, model.text).toBeLessThan(1e-9);

  // what f32 itself loses says how ill-conditioned an output is
  const lost = distances(outputsOf(prepare(tape, "f32").run(inputs)), expected);
  const executable = prepareFor(tape, "f32", examples);
  const got = distances(outputsOf(executable.run(inputs)), expected);
  for (const [k, far] of got.entries()) expect(far, model.text).toBeLessThan(2e-5 + 50 * lost[k]!);
  return true;
}

test(`random models keep their numbers (seed ${seed})`, async () => {
  let kept = 0;
  for (let index = 0; index < MODELS; index++) {
    const { uniform } = stream(seed, `typed model ${index}`);
    if (await expectSameStep(typedModel((below) => Math.floor(uniform() * below)))) kept++;
  }
  expect(kept).toBeGreaterThan(0.7 * MODELS);
}, 60_000);

interface Sizes {
  readonly size: number;
  readonly steps: number;
  readonly batch: number;
  readonly lengths?: readonly number[];
}

/** A model from x, a sequence, to y, numbers at its end; parameters have capital letters. */
function pinned({ size, steps, batch, lengths }: Sizes, ...lines: readonly string[]): TypedModel {
  const matrices = [...new Set(lines.join().match(/\b[A-Z]\b(?!\])/g))];
  const declared = [`x = sequence(${size})`, `y = input(${size})`, ...matrices.map((name) => `${name} = parameter(${size}, ${size})`)];
  const numbers = (count: number) => Float64Array.from({ length: count }, (_, i) => Math.fround(Math.sin(i + 1)));
  const x = { shape: [steps, batch, size], data: numbers(steps * batch * size), ...(lengths && { lengths }) };
  const y = { shape: [batch, size], data: numbers(batch * size) };
  return {
    text: [...declared, ...lines, "update = momentum(loss, learningRate=0.02)", ""].join("\n"),
    feeds: new Map([
      ["x", x],
      ["y", y],
    ]),
  };
}

/** Models that once failed. */
const failed: Readonly<Record<string, TypedModel>> = {
  "a matrix times its product with the state": pinned(
    { size: 3, steps: 4, batch: 3 },
    "h = tanh(V * x + W * (W * h[t-1]))",
    "loss = halfSumOfSquares(h[T], y)",
  ),
  "one step, of which the step before is read outside of any cycle": pinned(
    { size: 2, steps: 1, batch: 2 },
    "k = x[t-1]",
    "h = tanh(x + W * k)",
    "loss = halfSumOfSquares(h[T], y)",
  ),
  "one step, with lengths, of which the step behind is read": pinned(
    { size: 2, steps: 1, batch: 2, lengths: [1, 1] },
    "k = x[t+1]",
    "h = tanh(x + W * k)",
    "loss = halfSumOfSquares(h[T], y)",
  ),
  "lengths of which nothing reads the mask": pinned(
    { size: 2, steps: 7, batch: 3, lengths: [4, 2, 7] },
    "v = tanh(W' * v[t-1])",
    "o = V * v",
    "loss = softmaxCrossEntropy(o[1], y)",
  ),
  "two steps back through two carries, whose stacks both leave": pinned(
    { size: 6, steps: 2, batch: 13 },
    "b = parameter(6)",
    "v = sin(B * p[t-1])",
    "u = sin(A * (v + v[t-1]))",
    "w = sin(A * u)",
    "p = sin(C * q[t-1] - B * w - A * w - A * p[t-1] + b)",
    "q = tanh(B * w - A * q[t-2])",
    "o = C * q",
    "loss = meanSquaredError(o[T], y)",
  ),
  "a reversed sequence that a loop reads step by step": pinned(
    { size: 1, steps: 5, batch: 4 },
    "r = reverse(x)",
    "h = tanh(h[t-1] .* r + W * x)",
    "loss = halfSumOfSquares(h[T], y)",
  ),
  "reductions over the examples at steps that none of them has": pinned(
    { size: 2, steps: 5, batch: 3, lengths: [3, 1, 2] },
    'u = tanh(x - mean(x, "batch"))',
    'v = tanh(u - max(u, "batch"))',
    'h = tanh(W * v - mean(h[t-1], "batch"))',
    "loss = halfSumOfSquares(h[T], y)",
  ),
};

test.each(Object.keys(failed))("%s", async (what) => {
  expect(await expectSameStep(failed[what]!)).toBe(true);
});
