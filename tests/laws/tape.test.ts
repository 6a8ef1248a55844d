// Laws of the tape over random tapes. A failure prints its seed and recipe; found ones stand as named cases below.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { prepare } from "../../src/engine/backend/reference/executor.ts";
import { TapeBuilder } from "../../src/engine/builder.ts";
import { checkTape } from "../../src/engine/check.ts";
import { checkGradient } from "../../src/engine/check-gradient.ts";
import { grad } from "../../src/engine/grad.ts";
import * as ops from "../../src/engine/ops.ts";
import { type PassName, passes, simplify } from "../../src/engine/passes/index.ts";
import { printTape, tapeLength } from "../../src/engine/print.ts";
import type { Tape } from "../../src/engine/tape.ts";
import { exact, interpret } from "../engine/interpreter.ts";
import { copied, operandsOf } from "../engine/numbers.ts";
import { unroll } from "../engine/unroll.ts";
import { movesOf, type Recipe, recipes, writeRecipe } from "./random-tape.ts";
import { seed } from "./seed.ts";

const rough = { smooth: false };
const smooth = { smooth: true };

/** Rounded to f32, so that both precisions begin with the same numbers. */
const feed = (tape: Tape) =>
  operandsOf(
    tape.inputs.map(({ shape }) => shape),
    "random tape",
  ).map((numbers) => Float64Array.from(numbers, Math.fround));
const run = (tape: Tape, precision: "f64" | "f32" = "f64") => copied(prepare(tape, precision).run(feed(tape))).flat();
const gradient = (tape: Tape) => grad(tape, { of: 0, wrt: tape.inputs });

/** The gradients' sum in place of the loss, to differentiate once more. */
function summedGradient(tape: Tape): Tape {
  const first = gradient(tape);
  const t = new TapeBuilder();
  t.inputs.push(...first.inputs);
  t.equations.push(...first.equations);
  const sums = first.outputs.slice(tape.outputs.length).map((value) =>
    ops.sum(
      t,
      value,
      value.shape.map((_, axis) => axis),
    ),
  );
  return t.finish([sums.reduce((a, b) => ops.add(t, a, b))]);
}

/** Largest difference, relative to 1 + the larger size of the two; NaN and infinities must agree. */
function distance(got: readonly number[], expected: readonly number[]): number {
  expect(got.length).toBe(expected.length);
  return got.reduce((worst, x, i) => {
    const y = expected[i]!;
    return Object.is(x, y) ? worst : Math.max(worst, Math.abs(x - y) / (1 + Math.max(Math.abs(x), Math.abs(y))));
  }, 0);
}

const hold = (law: (recipe: Recipe) => void, numRuns = 80) => fc.assert(fc.property(recipes, law), { seed, numRuns });

describe(`random tapes (seed ${seed})`, () => {
  it("are many-sided, finite and not trivial", () => {
    const seen = new Set<string>();
    let scans = 0;
    hold((recipe) => {
      const tape = checkTape(writeRecipe(recipe, rough));
      for (const { primitive } of tape.equations) seen.add(primitive);
      if (tape.equations.some(({ primitive }) => primitive === "scan")) scans += 1;
      expect(run(gradient(tape)).every(Number.isFinite)).toBe(true);
    });
    expect([...seen].sort()).toEqual(expect.arrayContaining([...Object.keys(movesOf(rough)), "scan"].sort()));
    expect(scans).toBeGreaterThan(20);
  });

  it("compute what the interpreter says", () => {
    hold((recipe) => {
      const tape = writeRecipe(recipe, smooth);
      const tensors = feed(tape).map((numbers, index) => ({ shape: tape.inputs[index]!.shape, data: [...numbers] }));
      const expected = interpret(tape, tensors, exact).flatMap(({ data }) => data);
      expect(distance(run(tape), expected)).toBeLessThan(1e-9);
    }, 60);
  });

  it("give the same bits whenever they run", () => {
    hold((recipe) => {
      const tape = gradient(writeRecipe(recipe, rough));
      const { run: again } = prepare(tape, "f64");
      const [first, second] = [copied(again(feed(tape))).flat(), copied(again(feed(tape))).flat()];
      expect(second).toEqual(first);
      expect(run(tape)).toEqual(first);
    });
  });

  it("print the same when they are written again", () => {
    hold((recipe) => {
      const print = () => printTape(gradient(writeRecipe(recipe, rough)));
      expect(print()).toBe(print());
    }, 25);
  });

  it("agree in f32 and f64, gradients too", () => {
    hold((recipe) => {
      const tape = gradient(writeRecipe(recipe, smooth));
      const [single, double] = [run(tape, "f32"), run(tape)];
      const size = Math.max(...double.map(Math.abs));
      const worst = Math.max(...single.map((x, i) => Math.abs(x - double[i]!)));
      // a few roundings an equation, of numbers that may be as large as the largest result
      expect(worst / (1 + size)).toBeLessThan(2 ** -24 * 8 * tapeLength(tape));
    });
  });
});

describe(`the gradient of random tapes (seed ${seed})`, () => {
  it("is a tape that keeps the laws, and so is its gradient", () => {
    hold((recipe) => {
      const tape = writeRecipe(recipe, rough);
      checkTape(gradient(tape));
      checkTape(gradient(summedGradient(tape)));
    });
  });

  it("keeps the tape's own outputs to the bit", () => {
    hold((recipe) => {
      const tape = writeRecipe(recipe, rough);
      const before = run(tape);
      expect(run(gradient(tape)).slice(0, before.length)).toEqual(before);
    });
  });

  it("agrees with differences", () => {
    hold((recipe) => {
      const tape = writeRecipe(recipe, smooth);
      const loss = { ...tape, outputs: tape.outputs.slice(0, 1) };
      expect(checkGradient(loss, feed(tape), { order: 1, tolerance: 1e-5 })).toEqual([]);
    }, 60);
  });

  it("is that of the unrolled tape, to second order", () => {
    hold((recipe) => {
      const tape = writeRecipe(recipe, rough);
      const unrolled = unroll(tape).tape;
      expect(distance(run(gradient(tape)), run(gradient(unrolled)))).toBeLessThan(1e-9);
      expect(distance(run(gradient(summedGradient(tape))), run(gradient(summedGradient(unrolled))))).toBeLessThan(1e-8);
    }, 60);
  });

  it("by the values inside scans, step by step, is that of the unrolled tape", () => {
    hold((recipe) => {
      const tape = writeRecipe(recipe, rough);
      const unrolled = unroll(tape);
      const stacks = tape.equations.flatMap(({ primitive, params, outputs }) =>
        primitive === "scan" ? outputs.slice(params.carries) : [],
      );
      const steps = stacks.flatMap((stack) => unrolled.steps.get(stack)!);
      const got = run(checkTape(grad(tape, { of: 0, wrt: stacks })));
      expect(distance(got, run(grad(unrolled.tape, { of: 0, wrt: steps })))).toBeLessThan(1e-9);
    }, 60);
  });

  it("is the same by the inputs, whether the tape is simplified before or after", () => {
    hold((recipe) => {
      const tape = writeRecipe(recipe, rough);
      expect(distance(run(gradient(simplify(tape))), run(simplify(gradient(tape))))).toBeLessThan(1e-9);
    });
  });
});

describe.each(Object.keys(passes) as PassName[])(`the pass %s over random tapes (seed ${seed})`, (name) => {
  const pass: (tape: Tape) => Tape = passes[name];
  // folding leaves out x + 0, which turns -0 into 0
  const tolerance = name === "fold" ? 1e-12 : 0;

  it.each([
    ["forward tapes", (tape: Tape) => tape],
    ["gradients", gradient],
    ["second gradients", (tape: Tape) => gradient(summedGradient(tape))],
  ] as const)("keeps the laws, the outputs and their order, and lengthens nothing: %s", (_, of) => {
    hold((recipe) => {
      const tape = of(writeRecipe(recipe, rough));
      const passed = checkTape(pass(tape));
      expect(passed.inputs).toEqual(tape.inputs);
      expect(passed.outputs.map(({ shape }) => shape)).toEqual(tape.outputs.map(({ shape }) => shape));
      expect(tapeLength(passed)).toBeLessThanOrEqual(tapeLength(tape));
      const [got, expected] = [run(passed), run(tape)];
      if (tolerance === 0) expect(got).toEqual(expected);
      else expect(distance(got, expected)).toBeLessThan(tolerance);
    }, 40);
  });

  it("leaves the given tape as it was", () => {
    hold((recipe) => {
      const tape = gradient(writeRecipe(recipe, rough));
      const before = printTape(tape);
      pass(tape);
      expect(printTape(tape)).toBe(before);
    }, 25);
  });

  it("done twice is as short as done once", () => {
    hold((recipe) => {
      const once = pass(gradient(writeRecipe(recipe, rough)));
      expect(tapeLength(pass(once))).toBe(tapeLength(once));
    }, 25);
  });
});

describe(`simplify over random tapes (seed ${seed})`, () => {
  it("keeps the outputs, lengthens nothing, and done twice is as short as done once", () => {
    hold((recipe) => {
      const tape = gradient(writeRecipe(recipe, rough));
      const simple = checkTape(simplify(tape));
      expect(distance(run(simple), run(tape))).toBeLessThan(1e-12);
      expect(tapeLength(simple)).toBeLessThanOrEqual(tapeLength(tape));
      expect(tapeLength(simplify(simple))).toBe(tapeLength(simple));
    });
  });
});
