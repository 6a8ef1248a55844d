// Laws of the passes for speed: over scans of every kind, random tapes, and the gradients of both.

import fc from "fast-check";
import { describe, it } from "vitest";
import { TapeBuilder } from "../../../src/engine/builder.ts";
import { grad } from "../../../src/engine/grad.ts";
import * as ops from "../../../src/engine/ops.ts";
import { optimize } from "../../../src/engine/passes/for-speed.ts";
import { speedPasses } from "../../../src/engine/passes/index.ts";
import type { Tape } from "../../../src/engine/tape.ts";
import { type Recipe, recipes, writeRecipe } from "../../laws/random-tape.ts";
import { seed } from "../../laws/seed.ts";
import { expectLaws } from "./equal-numbers.ts";
import { speedCases } from "./speed-cases.ts";

const gradient = (tape: Tape) => grad(tape, { of: 0, wrt: tape.inputs });

/** The gradient of the gradients' sum: scans of residuals of residuals. */
function secondGradient(tape: Tape): Tape {
  const first = gradient(tape);
  const t = new TapeBuilder();
  t.inputs.push(...first.inputs);
  t.equations.push(...first.equations);
  const sums = first.outputs.slice(tape.outputs.length).map((value) => ops.sum(t, value, [...value.shape.keys()]));
  return gradient(t.finish([sums.reduce((a, b) => ops.add(t, a, b))]));
}

const hold = (law: (recipe: Recipe) => void, numRuns: number) => fc.assert(fc.property(recipes, law), { seed, numRuns });

const all = { ...speedPasses, optimize };

describe.each(Object.keys(all) as (keyof typeof all)[])("%s", (name) => {
  const pass = (tape: Tape) => all[name](tape);

  it.each(speedCases)("keeps the numbers of $what", ({ tape }) => {
    expectLaws(pass, tape);
  });

  it.each([
    ["forward tapes", (tape: Tape) => tape, 40],
    ["gradients", gradient, 40],
    ["second gradients", secondGradient, 15],
  ] as const)(`keeps the numbers of random %s (seed ${seed})`, (_, of, runs) => {
    hold((recipe) => expectLaws(pass, of(writeRecipe(recipe, { smooth: false }))), runs);
  });
});
