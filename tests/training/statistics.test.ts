// Lengths of weight, gradient and step of each parameter, computed inside the step where somebody watches.

import { describe, expect, it } from "vitest";
import { registry } from "../../nodes/index.ts";
import { compile } from "../../src/compiler/compile.ts";
import { parseEquations } from "../../src/compiler/equations/index.ts";
import type { Feeds } from "../../src/compiler/feeds.ts";
import { formsOf } from "../../src/compiler/forms.ts";
import { generators } from "../../src/data/index.ts";
import { createSession } from "../../src/training/session.ts";
import { trainingTape } from "../../src/training/training-tape.ts";

const text = ["x = input(3)", "y = input(2)", "W = parameter(2, 3)", "b = parameter(2)", "loss = meanSquaredError(tanh(W * x + b), y)"];
const feeds: Feeds = new Map([
  ["x", { shape: [4, 3], data: Float64Array.from({ length: 12 }, (_, i) => Math.sin(i)) }],
  ["y", { shape: [4, 2], data: Float64Array.from({ length: 8 }, (_, i) => Math.cos(i)) }],
]);

function document(update: string) {
  const parsed = parseEquations([...text, `update = ${update}`].join("\n"), { registry, library: {} });
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
}

const length = (numbers: ArrayLike<number>) => Math.hypot(...Array.from(numbers));

describe.each(["f64", "f32"] as const)("in %s", (precision) => {
  const digits = precision === "f64" ? 12 : 5;

  it("are those of the numbers themselves", () => {
    const session = createSession(document("adam(loss, learningRate=0.05)"), registry, generators, { precision, feeds });
    session.watch(true);
    for (let epoch = 0; epoch < 3; epoch++) {
      const before = session.parameters();
      const { statistics, gradientNorm } = session.step();
      const after = session.parameters();
      for (const [name, { weight, change }] of Object.entries(statistics!)) {
        const [old, now] = [before.get(name)!.data, after.get(name)!.data];
        expect(weight).toBeCloseTo(length(old), digits);
        expect(change).toBeCloseTo(length(now.map((number, index) => number - old[index]!)), digits);
      }
      expect(Math.hypot(...Object.values(statistics!).map(({ gradient }) => gradient))).toBeCloseTo(gradientNorm, digits);
    }
  });

  it("change nothing that is trained, and go away again", () => {
    const [plain, watched] = [0, 1].map(() => createSession(document("adam(loss)"), registry, generators, { precision, feeds }));
    for (const watching of [false, true, false]) {
      watched!.watch(watching);
      const report = watched!.step();
      plain!.step();
      expect(report.statistics !== undefined).toBe(watching);
      expect(watched!.parameters()).toEqual(plain!.parameters());
    }
  });
});

it("a step without them has no equation for them", () => {
  const made = document("gradientDescent(loss)");
  const program = compile(made, registry, formsOf(made, registry, feeds));
  const [without, withThem] = [false, true].map((statistics) => trainingTape(program, registry, { statistics }).tape);
  expect(without!.equations.length).toBe(trainingTape(program, registry).tape.equations.length);
  expect(without!.equations.length).toBeLessThan(withThem!.equations.length);
});
