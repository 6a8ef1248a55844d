// What the descriptions of the cells claim, by numbers.

import { describe, expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { Problem } from "../../../src/base/errors.ts";
import { stream } from "../../../src/base/random.ts";
import { readLibrary } from "../../../src/cli/model.ts";
import { parseEquations } from "../../../src/compiler/equations/index.ts";
import { readFeeds } from "../../../src/compiler/feeds.ts";
import { evaluate } from "../../../src/inspection/evaluate.ts";

type Sequence = number[][][];

async function run(equations: string, fed: Readonly<Record<string, unknown>>) {
  const parsed = parseEquations(equations, { registry, library: await readLibrary(equations), title: "cell" });
  if (!parsed.ok) throw new Problem(parsed.problem);
  return evaluate(parsed.value, registry, readFeeds(fed), { precision: "f64", mode: "train", seed: 1, wrt: "all" });
}

/** [T][B][n], normal. */
function drawn(steps: number, examples: number, features: number, scale = 1): Sequence {
  const random = stream(3, "cells");
  const row = (size: number) => Array.from({ length: size }, () => scale * random.normal());
  return Array.from({ length: steps }, () => Array.from({ length: examples }, () => row(features)));
}

describe("xnor-rnn", () => {
  const length = 5;
  const strings = Array.from({ length: 2 ** length }, (_, code) => Array.from({ length }, (_, t) => (code >> t) & 1));
  const pairs = strings.flatMap((a) => strings.map((b) => [a, b] as const));

  test("is exact on all pairs of strings of five bits, at every step", async () => {
    const x = Array.from({ length }, (_, t) => pairs.map(([a, b]) => [a[t], b[t]]));
    const { values } = await run("x = sequence(2)\nc = xnorRnn(x)\n", { x });
    const agreeUntil = (t: number) => pairs.map(([a, b]) => [a.slice(0, t + 1).every((bit, k) => bit === b[k]) ? 1 : 0]);
    expect(values.c).toEqual(Array.from({ length }, (_, t) => agreeUntil(t)));
  });

  test("is flat: no gradient reaches x", async () => {
    const { gradients } = await run("x = sequence(2)\nc = xnorRnn(x)\nloss = sum(c .^ 2)\n", { x: drawn(4, 2, 2) });
    expect((gradients.x as Sequence).flat(2).every((slope) => slope === 0)).toBe(true);
  });
});

test("momentum-lstm with mu 0 and s 1 is the LSTM", async () => {
  const x = drawn(6, 2, 2);
  const W = drawn(1, 12, 5, 0.5)[0]!;
  const b = drawn(1, 1, 12, 0.5)[0]![0]!;
  const quarter = (k: number) => ({ W: W.slice(3 * k, 3 * k + 3), b: b.slice(3 * k, 3 * k + 3) });
  const parts = ["f", "i", "C", "o"].map((letter, k) => [`c.W_${letter}`, quarter(k).W, `c.b_${letter}`, quarter(k).b] as const);
  const lstm = await run("x = sequence(2)\nc = lstm(x, 3)\n", {
    x,
    ...Object.fromEntries(parts.flatMap(([w, matrix, bias, column]) => [[w, matrix] as const, [bias, column] as const])),
  });
  const momentum = await run("x = sequence(2)\nc = momentumLstm(x, 3, mu=0, s=1)\n", {
    x,
    "c.U": W.map((row) => row.slice(0, 3)),
    "c.W": W.map((row) => row.slice(3)),
    "c.b": b,
  });
  const [one, other] = [lstm, momentum].map(({ values }) => (values.c as Sequence).flat(2));
  for (const [k, value] of one!.entries()) expect(Math.abs(value - other![k]!)).toBeLessThan(1e-14);
});

// with exponents in the tens the memory of 200 steps would be far beyond what f64 holds
describe.each(["slstm", "slstmExponential"])("%s", (call) => {
  test("neither large gates nor long sequences overflow, and h stays between -1 and 1", async () => {
    const { values, gradients } = await run(`x = sequence(2)\nc = ${call}(x, 3)\nloss = sum(c .^ 2)\n`, { x: drawn(200, 2, 2, 40) });
    const h = (values.c as Sequence).flat(2);
    expect(h.every((value) => Math.abs(value) <= 1)).toBe(true);
    expect((gradients.x as Sequence).flat(2).every(Number.isFinite)).toBe(true);
  });
});

describe.each(["mlstm", "mlstmExponential"])("%s", (call) => {
  test("neither large gates nor long sequences overflow", async () => {
    const { values, gradients } = await run(`x = sequence(2)\nc = ${call}(x, 3)\nloss = sum(c .^ 2)\n`, { x: drawn(200, 2, 2, 40) });
    expect((values.c as Sequence).flat(2).every(Number.isFinite)).toBe(true);
    expect((gradients.x as Sequence).flat(2).every(Number.isFinite)).toBe(true);
  });
});

test.each([
  ["forgetGateRnn", ["h0"]],
  ["gru", ["h0"]],
  ["gruResetAfter", ["h0"]],
  ["momentumLstm", ["h0", "C0"]],
  ["slstm", ["h0", "c0"]],
])("%s: a state that nothing feeds begins at zero", async (call, states) => {
  const x = drawn(4, 2, 2);
  const ports = states.map((state) => `, ${state}=${state}`).join("");
  const inputs = states.map((state) => `${state} = input(3)\n`).join("");
  const zeros = Object.fromEntries(states.map((state) => [state, drawn(1, 2, 3, 0)[0]]));
  const open = await run(`x = sequence(2)\nc = ${call}(x, 3)\n`, { x });
  const wired = await run(`x = sequence(2)\n${inputs}c = ${call}(x, 3${ports})\n`, { x, ...zeros });
  expect(wired.values.c).toEqual(open.values.c);
});
