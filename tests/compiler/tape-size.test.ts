// Recurrence is one scan: neither the tape nor the time to make it grows with the number of steps or examples.

import { describe, expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { compile } from "../../src/compiler/compile.ts";
import { gradientTape } from "../../src/compiler/gradient.ts";
import type { Forms, Program } from "../../src/compiler/program.ts";
import { tapeLength } from "../../src/engine/print.ts";
import type { Tape } from "../../src/engine/tape.ts";
import { trainingTape } from "../../src/training/training-tape.ts";
import { models } from "./plain.ts";
import { cellOf, sketch } from "./sketch.ts";

const lstm = cellOf(
  `
  x = sequence()
  hz = delay(x < h)
  cz = delay(x < c)
  f = gate(x1 < hz, x2 < x, units=units)
  i = gate(x1 < hz, x2 < x, units=units)
  o = gate(x1 < hz, x2 < x, units=units)
  g = gate(x1 < hz, x2 < x, units=units, activation=tanh)
  kept = multiply(a < f, b < cz)
  new = multiply(a < i, b < g)
  c = add(a < kept, b < new)
  tc = tanh(x < c)
  h = multiply(a < o, b < tc)
  out = output(x < h)
  `,
  { units: 20 },
);

const document = sketch(
  `
  d = embedded-reber(trainCount=4)
  below = cell(x < d.x, cell=lstm)
  above = cell(x < below.h, cell=lstm)
  y = affine(x < above.h)
  p = sigmoid(x < y)
  wrong = wrong-positions(prediction < p, target < d.y, mask < d.mask)
  loss = binary-cross-entropy(prediction < p, target < d.y, mask < d.mask)
  update = adam(loss < loss, clipNorm=1)
  `,
  { lstm },
);

const formsOf = (steps: number, batch: number, lengths: boolean): Forms => {
  const field = (size: number) => ({ shape: [size], batch: true });
  return { steps, batch, lengths, inputs: { "d.x": field(7), "d.y": field(7), "d.mask": field(1) }, mode: "train" };
};

interface Sizes {
  /** Equations, those inside scans included. */
  readonly forward: number;
  readonly gradient: number;
  readonly training: number;
  readonly scans: number;
}

const scansOf = (tape: Tape) => tape.equations.filter(({ primitive }) => primitive === "scan").length;

function tapes(program: Program): { forward: Tape; gradient: Tape; training: Tape } {
  const all = program.values.map((_, index) => index);
  return { forward: program.forward, gradient: gradientTape(program, all, all), training: trainingTape(program, registry).tape };
}

function sizesAt(steps: number, batch: number, lengths: boolean): Sizes {
  const { forward, gradient, training } = tapes(compile(document, registry, formsOf(steps, batch, lengths)));
  return { forward: tapeLength(forward), gradient: tapeLength(gradient), training: tapeLength(training), scans: scansOf(forward) };
}

describe("the tape", () => {
  test.each([false, true])("has the same number of equations for any steps and examples (lengths: %s)", (lengths) => {
    const places = [
      [2, 2],
      [64, 4],
      [1000, 4],
      [30, 400],
    ] as const;
    const sizes = places.map(([steps, batch]) => sizesAt(steps, batch, lengths));
    console.info(places.map(([steps, batch], index) => `T ${steps}, B ${batch}: ${JSON.stringify(sizes[index])}`).join("\n"));
    expect(new Set(sizes.map((size) => JSON.stringify(size))).size).toBe(1);
    expect(sizes[0]).toMatchObject({ scans: 2 });
  });

  test("of one step of one example is not longer: nothing is spread there", () => {
    const [one, many] = [sizesAt(1, 1, false), sizesAt(64, 4, false)];
    for (const key of ["forward", "gradient", "training"] as const) expect(one[key]).toBeLessThanOrEqual(many[key]);
  });

  test("of two layers has a scan for each forward, and one more for each backward", () => {
    expect(scansOf(tapes(compile(document, registry, formsOf(50, 4, false))).training)).toBe(4);
  });

  test("takes what does not hang on the state out of the scan: all steps in one product", () => {
    const elman = models.find(({ name }) => name === "Elman network")!;
    const inputs = { x: { shape: [2], batch: true }, y: { shape: [2], batch: true }, h0: { shape: [3], batch: true } };
    const { forward } = compile(elman.document, registry, { steps: 50, batch: 4, lengths: false, inputs, mode: "train" });
    const projection = forward.equations.find(({ primitive, outputs }) => primitive === "contract" && outputs[0]?.origin?.path === "Wx");
    expect(projection?.outputs[0]?.shape).toEqual([50, 4, 3]);
  });
});

describe("the time to compile", () => {
  /** Milliseconds of the fastest of a few tries. */
  const fastest = (action: () => void): number =>
    Math.min(
      ...Array.from({ length: 5 }, () => {
        const start = performance.now();
        action();
        return performance.now() - start;
      }),
    );

  test("does not grow with the steps", () => {
    const at = (steps: number) => fastest(() => tapes(compile(document, registry, formsOf(steps, 4, true))));
    const [short, long] = [at(10), at(10_000)];
    console.info(`compiled, differentiated, with training: T 10 in ${short.toFixed(1)} ms, T 10,000 in ${long.toFixed(1)} ms`);
    // a tape that grew would take a thousand times as long; three leaves room for a busy machine
    expect(long).toBeLessThan(3 * short + 20);
  });
});
