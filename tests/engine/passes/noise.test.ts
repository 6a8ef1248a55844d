// A training step with noise: its examples can be told apart, so it is cut like any other, and both executors give the same numbers.

import { describe, expect, it } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { bind } from "../../../src/compiler/bind.ts";
import { compile } from "../../../src/compiler/compile.ts";
import { formsOf } from "../../../src/compiler/forms.ts";
import { generators } from "../../../src/data/index.ts";
import { prepareWasm } from "../../../src/engine/backend/wasm/executor.ts";
import { checkTape } from "../../../src/engine/check.ts";
import { optimize } from "../../../src/engine/passes/for-speed.ts";
import { splitBatch } from "../../../src/engine/passes/split-batch.ts";
import { sizeOf } from "../../../src/engine/tape.ts";
import { dataFeeds } from "../../../src/training/data-feeds.ts";
import { initialNumbers } from "../../../src/training/initializers.ts";
import { exampleAxes, trainingTape } from "../../../src/training/training-tape.ts";
import { sketch } from "../../compiler/sketch.ts";
import { agree } from "../wasm/agree.ts";
import { scansOf } from "./training-steps.ts";

/** One step of a small model with dropout on its cycle and behind it. */
function stepOf(normalization: string) {
  const document = sketch(`
    d = random-numbers(examples=60, steps=12, shape=[5])
    t = random-numbers(examples=60, steps=12, shape=[7], skip=3600)
    z = delay(x < r)
    h = gate(x1 < z, x2 < d, units=8, activation=tanh)
    r = dropout(x < h, rate=0.3)
    o = affine(x < r, units=7)
    ${normalization}
    k = dropout(x < n, rate=0.5)
    loss = mean-squared-error(prediction < k, target < t)
    update = gradient-descent(loss < loss)
  `);
  const feeds = dataFeeds(document, registry, generators, "train");
  const program = compile(document, registry, formsOf(document, registry, feeds));
  const { tape, states, settings } = trainingTape(program, registry);
  const slots = bind(program, feeds, (name, shape, text) => initialNumbers(name, shape, text, 1));
  const inputs = [
    ...slots,
    ...states.map(({ shape }) => new Float64Array(sizeOf(shape))),
    ...settings.map(({ data }) => Float64Array.from(data)),
  ];
  return { tape, inputs: [...inputs, Float64Array.of(1)], axes: exampleAxes(program, tape) };
}

describe("a step with dropout", () => {
  const { tape, inputs, axes } = stepOf("n = tanh(x < o)");
  const split = checkTape(splitBatch(optimize(tape), axes, { turns: 3 }));

  it("is cut by examples, the noise too", () => {
    expect(scansOf(split).at(-1)!.params.length).toBe(3);
    agree(split, inputs, 1e-5);
  });

  it("gives on the fast executor what the reference gives, whole or in parts", () => {
    agree(tape, inputs, 1e-5);
    const [whole, parts] = [
      prepareWasm(optimize(tape), { relaxed: false }).run(inputs),
      prepareWasm(split, { relaxed: false }).run(inputs),
    ];
    for (const [index, numbers] of whole.entries()) {
      for (const [at, x] of numbers.entries()) expect(Math.abs(parts[index]![at]! - x)).toBeLessThan(1e-5 * Math.max(1, Math.abs(x)));
    }
  });
});

describe("a step with batch norm", () => {
  it("gives on the fast executor what the reference gives, running statistics too", () => {
    const { tape, inputs } = stepOf("n = batch-norm(x < o)");
    agree(tape, inputs, 1e-5);
    agree(optimize(tape), inputs, 1e-5);
  });

  it("stays whole: its statistics are those of all examples", () => {
    const { tape, axes } = stepOf("n = batch-norm(x < o)");
    expect(splitBatch(tape, axes, { turns: 3 })).toBe(tape);
  });
});
