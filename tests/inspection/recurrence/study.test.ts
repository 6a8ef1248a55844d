// What is told about a recurrence: verdict, cause, matrices, saturation and memory horizon, on recurrences whose answers are known.

import { describe, expect, test } from "vitest";
import { stream } from "../../../src/base/random.ts";
import { localFactors } from "../../../src/inspection/recurrence/local-factor.ts";
import { spectralRadius } from "../../../src/inspection/recurrence/matrix/eigenvalues.ts";
import { recurrentStates } from "../../../src/inspection/recurrence/states.ts";
import { type Study, studied } from "../../../src/inspection/recurrence/study.ts";
import { locate } from "../../../src/inspection/recurrence/subject.ts";
import { causeText, verdictText } from "../../../src/inspection/recurrence/verdict-text.ts";
import { farthest, finished, fixture, flat, subjectOf } from "./fixture.ts";

const ANY = { state: null, input: null };
const STEPS = 13;
const xs = (features: number, steps = STEPS) =>
  Array.from({ length: steps }, (_, t) => Array.from({ length: features }, (_unit, k) => Math.sin(1.7 * t + k)));

const study = async (
  equations: string,
  values: Readonly<Record<string, unknown>>,
  question: { state: string | null } = ANY,
): Promise<Study> => studied(await subjectOf(equations, values), { input: null, ...question });

/** h = W h⁻ + x with W = radius times a rotation. */
function linear(radius: number): Promise<Study> {
  const [c, s] = [radius * Math.cos(0.7), radius * Math.sin(0.7)];
  const W = [
    [c, -s],
    [s, c],
  ];
  return study("x = sequence(2)\nW = parameter(2, 2)\nh = W * h[t-1] + x\n", { W, x: xs(2) });
}

describe("a linear recurrence", () => {
  test.each([
    [0.6, "vanishes", "On average a step back multiplies the gradient by 0.60: 12 steps back 1/460 of it is left."],
    [1, "holds", "On average a step back multiplies the gradient by 1.0: 12 steps back it is as large as at the end."],
    [1.25, "explodes", "On average a step back multiplies the gradient by 1.25: 12 steps back it is 15 times as large."],
  ] as const)("with the spectral radius %f %s", async (radius, fate, text) => {
    const { verdict, matrices, byState } = await linear(radius);
    expect(matrices[0]!.spectralRadius).toBeCloseTo(radius, 12);
    expect(matrices[0]!.spectralNorm).toBeCloseTo(radius, 12);
    expect(
      farthest(
        byState.spectral,
        Array.from({ length: STEPS }, (_, t) => radius ** (STEPS - 1 - t)),
      ),
    ).toBeLessThan(1e-12);
    expect([verdict.fate, verdictText(verdict)]).toEqual([fate, text]);
    expect(verdict.rate).toBeCloseTo(radius, 12);
  });

  test("names the product as the cause, and nobody where the gradient holds", async () => {
    const [low, even, high] = await Promise.all([0.6, 1, 1.25].map(linear));
    expect(even!.verdict.cause).toBeNull();
    expect(low!.verdict.cause).toMatchObject({ passes: 12 });
    expect(low!.verdict.cause!.path).toBe(low!.matrices[0]!.path);
    expect(Math.exp(low!.verdict.cause!.total / 12)).toBeCloseTo(0.6, 12);
    expect(causeText(high!.verdict, () => "W")).toBe(
      "Most of it is added at W, which multiplies the gradient by 1.25 a step, all else together by 1.00.",
    );
  });

  test("has no slopes to be saturated, and no memory of its own", async () => {
    const { saturations, horizon } = await linear(0.6);
    expect(saturations).toEqual([]);
    expect(horizon).toBeNull();
  });
});

describe("a simple recurrent cell", () => {
  const { equations, values } = fixture.cells.rnn!;

  test("multiplies by the slopes of tanh and by W_h", async () => {
    const subject = await subjectOf(equations, values);
    const [state] = recurrentStates(subject);
    const { numbers } = locate(subject, state!.path, state!.port);
    const factors = finished(localFactors(subject, state!.cycle.members));
    const slopes = numbers.map((h) => 1 - h * h);
    const bend = factors.find(({ node }) => node.path === "c.h")!;
    expect(farthest(bend.diagonal!, [...slopes])).toBeLessThan(1e-14);
    expect(bend.scales).toBe(false);
    expect(bend.gain[2]).toBeCloseTo(Math.hypot(...slopes.slice(6, 9)) / Math.sqrt(3), 14);
    const product = factors.find(({ node }) => node.path === "c.recurrence$")!;
    const W = flat(values["c.W_h"]);
    expect(product.diagonal).toBeNull();
    expect(
      farthest(
        product.gain,
        Array.from({ length: subject.steps }, () => Math.hypot(...W) / Math.sqrt(3)),
      ),
    ).toBeLessThan(1e-14);
  });

  test("counts the flat ends of tanh", async () => {
    const wide = { ...values, "c.b_h": [6, -6, 0], "c.W_h": [0, 0, 0].map(() => [0, 0, 0]), "c.W_i": [0, 0, 0].map(() => [0.1, 0.1]) };
    const { saturations, verdict } = await study(equations, wide);
    expect(saturations).toEqual([{ path: "c.h", activation: "tanh", low: 1 / 3, high: 1 / 3, share: 2 / 3 }]);
    expect([verdict.fate, verdictText(verdict)]).toEqual([
      "cut",
      "From one step back on it is 0: the state does not depend on what it was.",
    ]);
  });

  test("says nothing of a rate where there are two steps", async () => {
    const { verdict } = await study(equations, { ...values, x: xs(2, 2) });
    expect([verdict.fate, verdict.rate]).toEqual(["short", null]);
  });
});

test("of a large matrix, random directions tell the gain within a fifth", async () => {
  const random = stream(3, "large matrix");
  const units = 180;
  const W = Array.from({ length: units }, () => Array.from({ length: units }, () => random.normal() / units));
  const subject = await subjectOf("x = sequence(1)\nc = rnn(x, 180)\n", { x: xs(1, 48), "c.W_h": W });
  const [state] = recurrentStates(subject);
  const factors = finished(localFactors(subject, state!.cycle.members));
  const product = factors.find(({ node }) => node.path === "c.recurrence$")!;
  const exact = Math.hypot(...W.flat()) / Math.sqrt(units);
  for (const gain of product.gain) expect(Math.abs(gain / exact - 1)).toBeLessThan(0.2);
  // the sample is not by chance, but the matrix itself
  expect(farthest(product.sample!, W.flat())).toBe(0);
});

describe("an LSTM", () => {
  const { equations, values, jacobians } = fixture.cells.lstm!;

  test("keeps C by the forget gate: its product is the horizon, and not the whole derivative", async () => {
    const subject = await subjectOf(equations, values);
    const { horizon } = studied(subject, { state: "c.C", input: null });
    const f = locate(subject, "c.f", "value").numbers;
    expect(farthest(horizon!.kept, [...f])).toBeLessThan(1e-14);
    const first = [0, 1, 2].map((unit) =>
      Array.from({ length: subject.steps - 1 }, (_, t) => f[(t + 1) * 3 + unit]!).reduce((a, b) => a * b, 1),
    );
    expect(farthest(horizon!.products.slice(0, 3), first)).toBeLessThan(1e-14);
    expect(horizon!.means[0]).toBeCloseTo((first[0]! + first[1]! + first[2]!) / 3, 14);
    const whole = jacobians["c.C by c.C"]![0]!;
    expect(horizon!.total[0]).toBeCloseTo((Math.abs(whole[0]![0]!) + Math.abs(whole[1]![1]!) + Math.abs(whole[2]![2]!)) / 3, 12);
    expect(Math.abs(horizon!.total[0]! - horizon!.means[0]!)).toBeGreaterThan(1e-4);
    const back = Array.from({ length: subject.steps }, (_, k) => horizon!.means[subject.steps - 1 - k]!);
    expect(horizon!.steps).toBe(back.findIndex((mean) => mean < 1 / Math.E));
  });

  test("has four matrices, each with the columns that h meets", async () => {
    const { matrices } = await study(equations, values, { state: "c.h" });
    expect(matrices.map(({ name }) => name).sort()).toEqual(["c.W_C", "c.W_f", "c.W_i", "c.W_o"]);
    for (const { name, numbers, size, spectralRadius: radius, partial } of matrices) {
      const block = (values[name] as number[][]).flatMap((row) => row.slice(0, 3));
      expect([[...numbers], size, partial]).toEqual([block, 3, true]);
      expect(radius).toBe(spectralRadius(block, 3));
    }
  });

  test("with its gates nearly shut forgets, and the way through C is to blame", async () => {
    const shut = {
      ...values,
      "c.b_f": [-1.5, -1.5, -1.5],
      ...Object.fromEntries(["f", "i", "o", "C"].map((g) => [`c.W_${g}`, [0, 1, 2].map(() => [0.1, 0.1, 0.1, 0.1, 0.1])])),
    };
    const { verdict, saturations } = await study(equations, shut, { state: "c.C" });
    expect([verdict.fate, verdict.cause!.path, verdict.isMost]).toEqual(["vanishes", "c.keep$", true]);
    expect(saturations.map(({ path }) => path)).toEqual(["c.f", "c.i", "c.C_tilde", "c.o", "c.reading$"]);
  });
});

describe("matrices below each other", () => {
  const { U, blocks } = fixture.stacked;
  const radii = blocks.map(({ spectralRadius }) => expect.closeTo(spectralRadius, 12));
  const cell = (f: string, o: string) => `
x = sequence(2)
U = parameter(12, 5)
all = U * [h[t-1]; x]
${f}
i = sigmoid(slice(all, 4, 6))
g = tanh(slice(all, 7, 9))
C = f ⊙ C[t-1] + i ⊙ g
h = ${o} ⊙ tanh(C)
`;

  test("are taken apart: each block has the radius that numpy finds, and the name of what it is for", async () => {
    const { matrices } = await study(cell("f = sigmoid(slice(all, 1, 3))", "sigmoid(slice(all, 10, 12))"), { U, x: xs(2) }, { state: "h" });
    expect(matrices.map(({ spectralRadius: radius }) => radius)).toEqual(radii);
    expect(matrices.map(({ spectralNorm }) => spectralNorm)).toEqual(blocks.map(({ spectralNorm }) => expect.closeTo(spectralNorm, 12)));
    expect(matrices.map(({ name, size, partial }) => [name, size, partial])).toEqual(new Array(4).fill(["U", 3, true]));
    // the last is read by no node that has a name and no other rows
    expect(matrices.map(({ block }) => block)).toEqual([
      { from: 0, of: "f", number: 1, count: 4 },
      { from: 3, of: "i", number: 2, count: 4 },
      { from: 6, of: "g", number: 3, count: 4 },
      { from: 9, of: null, number: 4, count: 4 },
    ]);
  });

  test("that nobody takes apart are none", async () => {
    const { matrices } = await study("x = sequence(2)\nU = parameter(12, 5)\nV = parameter(3, 12)\nh = tanh(V * tanh(U * [h[t-1]; x]))\n", {
      U,
      x: xs(2),
    });
    expect(matrices).toEqual([]);
  });
});

describe("cells that keep by a decay", () => {
  test("momentum and second moment fall below 1/e after 10 and 5 steps", async () => {
    const { equations, values } = fixture.cells["adam-cell"]!;
    const long = { ...values, x: xs(2, 20) };
    const [v, m, h] = await Promise.all(["c.v", "c.m", "c.h"].map((state) => study(equations, long, { state })));
    expect([v!.horizon!.steps, m!.horizon!.steps, h!.horizon]).toEqual([10, 5, null]);
    expect(farthest(v!.horizon!.total, [...v!.horizon!.means])).toBeLessThan(1e-14);
    expect(v!.verdict.rate).toBeCloseTo(0.9, 12);
  });

  test("a GRU keeps h by its update gate; that W meets r ⊙ h and not h makes no difference to its columns", async () => {
    const { equations, values } = fixture.cells.gru!;
    const subject = await subjectOf(equations, values);
    const { horizon, matrices } = studied(subject, ANY);
    expect(farthest(horizon!.kept, [...locate(subject, "c.z", "value").numbers])).toBeLessThan(1e-14);
    expect(matrices.map(({ name }) => name).sort()).toEqual(["c.W", "c.W_r", "c.W_z"]);
  });
});

test("a graph without a cycle through a delay has no recurrence", async () => {
  const run = study("x = sequence(2)\ny = tanh(x + x[t-1])\n", { x: xs(2) });
  await expect(run).rejects.toThrow("there is no recurrence in this graph");
});
