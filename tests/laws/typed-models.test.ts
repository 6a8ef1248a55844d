// A training step of random typed models: what is made fast, cut into groups and shortened to real steps gives the numbers of the tape as
// it was written, in f64 nearly to the bit, and as WebAssembly to f32's rounding.

import { expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { Problem } from "../../src/base/errors.ts";
import { stream } from "../../src/base/random.ts";
import { readLibrary } from "../../src/cli/model.ts";
import { bind } from "../../src/compiler/bind.ts";
import { compile } from "../../src/compiler/compile.ts";
import { parseEquations } from "../../src/compiler/equations/index.ts";
import { formsOf } from "../../src/compiler/forms.ts";
import { prepareFor } from "../../src/engine/backend/prepare-for.ts";
import { prepare } from "../../src/engine/backend/reference/executor.ts";
import { checkTape } from "../../src/engine/check.ts";
import { flushTiny } from "../../src/engine/passes/flush-tiny.ts";
import { optimize } from "../../src/engine/passes/for-speed.ts";
import { splitBatch } from "../../src/engine/passes/split-batch.ts";
import { sizeOf } from "../../src/engine/tape.ts";
import { initialNumbers } from "../../src/training/initializers.ts";
import { examplesOf, trainingTape } from "../../src/training/training-tape.ts";
import { seed } from "./seed.ts";
import { type TypedModel, typedModel } from "./typed-model.ts";

const MODELS = 120;

/** Its training step's tape and numbers for it, with optimizer states that are not zero; null where the model is refused. */
async function stepOf({ text, feeds }: TypedModel) {
  const parsed = parseEquations(text, { registry, library: await readLibrary(text), title: "typed" });
  if (!parsed.ok) return null;
  try {
    const program = compile(parsed.value, registry, formsOf(parsed.value, registry, feeds));
    const { tape, states, settings } = trainingTape(program, registry);
    const slots = bind(program, feeds, (slot, shape, name) => initialNumbers(slot, shape, name, 1));
    const kept = states.map(({ shape }) => Float64Array.from({ length: sizeOf(shape) }, (_, i) => 0.01 + 0.001 * (i % 7)));
    const inputs = [...slots, ...kept, ...settings.map(({ data }) => data), [3]].map((numbers) => Float64Array.from(numbers, Math.fround));
    return { tape, inputs, examples: examplesOf(program, tape) };
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
  const { tape, inputs, examples } = step;
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

const numbers = (count: number) => Float64Array.from({ length: count }, (_, i) => Math.fround(Math.sin(i + 1)));
const sequence = (steps: number, batch: number, size: number, lengths?: readonly number[]) => ({
  shape: [steps, batch, size],
  data: numbers(steps * batch * size),
  ...(lengths && { lengths }),
});
const end = (batch: number, size: number) => ({ shape: [batch, size], data: numbers(batch * size) });
const trained = (size: number, matrices: readonly string[], ...lines: readonly string[]): string =>
  [
    `x = sequence(${size})`,
    `y = input(${size})`,
    ...matrices.map((name) => `${name} = parameter(${size}, ${size})`),
    ...lines,
    "update = momentum(loss, learningRate=0.02)",
    "",
  ].join("\n");

const pinned: readonly (TypedModel & { readonly what: string })[] = [
  {
    what: "a matrix times its product with the state",
    text: trained(3, ["W", "V"], "h = tanh(V * x + W * (W * h[t-1]))", "loss = halfSumOfSquares(h[T], y)"),
    feeds: new Map([
      ["x", sequence(4, 3, 3)],
      ["y", end(3, 3)],
    ]),
  },
  {
    what: "one step, of which the step before is read outside of any cycle",
    text: trained(2, ["W"], "k = x[t-1]", "h = tanh(x + W * k)", "loss = halfSumOfSquares(h[T], y)"),
    feeds: new Map([
      ["x", sequence(1, 2, 2)],
      ["y", end(2, 2)],
    ]),
  },
  {
    what: "one step, with lengths, of which the step behind is read",
    text: trained(2, ["W"], "k = x[t+1]", "h = tanh(x + W * k)", "loss = halfSumOfSquares(h[T], y)"),
    feeds: new Map([
      ["x", sequence(1, 2, 2, [1, 1])],
      ["y", end(2, 2)],
    ]),
  },
  {
    what: "lengths of which nothing reads the mask",
    text: trained(2, ["W", "V"], "v = tanh(W' * v[t-1])", "o = V * v", "loss = softmaxCrossEntropy(o[1], y)"),
    feeds: new Map([
      ["x", sequence(7, 3, 2, [4, 2, 7])],
      ["y", end(3, 2)],
    ]),
  },
  {
    what: "two steps back through two carries, whose stacks both leave",
    text: trained(
      6,
      ["A", "B", "C"],
      "b = parameter(6)",
      "v = sin(B * p[t-1])",
      "u = sin(A * (v + v[t-1]))",
      "w = sin(A * u)",
      "p = sin(C * q[t-1] - B * w - A * w - A * p[t-1] + b)",
      "q = tanh(B * w - A * q[t-2])",
      "o = C * q",
      "loss = meanSquaredError(o[T], y)",
    ),
    feeds: new Map([
      ["x", sequence(2, 13, 6)],
      ["y", end(13, 6)],
    ]),
  },
  {
    what: "a reversed sequence that a loop reads step by step",
    text: trained(1, ["W"], "r = reverse(x)", "h = tanh(h[t-1] .* r + W * x)", "loss = halfSumOfSquares(h[T], y)"),
    feeds: new Map([
      ["x", sequence(5, 4, 1)],
      ["y", end(4, 1)],
    ]),
  },
  {
    what: "reductions over the examples at steps that none of them has",
    text: trained(
      2,
      ["W"],
      'u = tanh(x - mean(x, "batch"))',
      'v = tanh(u - max(u, "batch"))',
      'h = tanh(W * v - mean(h[t-1], "batch"))',
      "loss = halfSumOfSquares(h[T], y)",
    ),
    feeds: new Map([
      ["x", sequence(5, 3, 2, [3, 1, 2])],
      ["y", end(3, 2)],
    ]),
  },
];

test.each(pinned)("$what", async (model) => {
  expect(await expectSameStep(model)).toBe(true);
});
