// 001 prints the error of an LSTM's memory with (1 - c²) and φ_t. The tape holds the right one, with (1 - tanh(c)²) and φ_{t+1}.

import { describe, expect, test } from "vitest";
import { stream } from "../../src/base/random.ts";
import type { Feed } from "../../src/compiler/feeds.ts";
import { type Ran, run } from "../compiler/run.ts";
import { sketch } from "../compiler/sketch.ts";
import { seed } from "../laws/seed.ts";

const UNITS = 3;
const STEPS = 6;

/** 001's letters: input gate κ, forget gate φ, output gate ω, update u, memory c, output h. A target at every step. */
const lstm = sketch(`
  x = sequence()
  y = sequence()
  hz = delay(x < h)
  cz = delay(x < c)
  kappa = gate(x1 < x, x2 < hz, units=${UNITS})
  phi = gate(x1 < x, x2 < hz, units=${UNITS})
  omega = gate(x1 < x, x2 < hz, units=${UNITS})
  u = gate(x1 < x, x2 < hz, units=${UNITS}, activation=tanh)
  kept = multiply(a < phi, b < cz)
  new = multiply(a < kappa, b < u)
  c = add(a < kept, b < new)
  tc = tanh(x < c)
  h = multiply(a < omega, b < tc)
  loss = half-sum-of-squares(prediction < h, target < y)
`);

function normal(name: string, shape: readonly number[], scale: number): Feed {
  const random = stream(seed, `delta c, ${name}`);
  return { shape, data: Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => scale * random.normal()) };
}

/** A memory of size 2 and weights above the usual, so that c and tanh(c), and the forget gates of two steps, are far apart. */
const feeds = new Map([
  ["x", normal("x", [STEPS, 2], 1)],
  ["y", normal("y", [STEPS, UNITS], 1)],
  ["c[0]", normal("c", [UNITS], 2)],
  ...["kappa", "phi", "omega", "u"].map((gate): [string, Feed] => [`${gate}.W`, normal(gate, [UNITS, 2 + UNITS], 1.5)]),
]);

/** Values and gradients of one unit, step by step. */
const unitOf = (ran: Ran, unit: number) => {
  const at = (numbers: readonly number[]) => Array.from({ length: STEPS }, (_, step) => numbers[step * UNITS + unit]!);
  return { value: (name: string) => at(ran.values(name)), error: (name: string) => at(ran.gradient(name)) };
};

/** δᶜ by a recursion from the last step: slope(c_t) is the derivative of the squashed memory, φ is taken `ahead` steps later. */
function recursion(ran: Ran, unit: number, slope: (c: number) => number, ahead: 0 | 1): number[] {
  const { value, error } = unitOf(ran, unit);
  const [c, omega, phi, deltaH] = [value("c"), value("omega"), value("phi"), error("h")];
  const delta: number[] = [];
  for (let t = STEPS - 1; t >= 0; t--) {
    const later = t + 1 < STEPS ? delta[t + 1]! * phi[t + ahead]! : 0;
    delta[t] = deltaH[t]! * omega[t]! * slope(c[t]!) + later;
  }
  return delta;
}

const right = (c: number) => 1 - Math.tanh(c) ** 2;
const printed = (c: number) => 1 - c ** 2;

const largestGap = (a: readonly number[], b: readonly number[]) => Math.max(...a.map((x, i) => Math.abs(x - b[i]!)));
const units = Array.from({ length: UNITS }, (_, unit) => unit);

describe(`the error of the memory, δᶜ_t = ∂L/∂c_t, at every step (seed ${seed})`, () => {
  const ran = run(lstm, feeds);
  const tape = (unit: number) => unitOf(ran, unit).error("c");

  test.each(units)("unit %d: δʰ_t ω_t (1 - tanh(c_t)²) + δᶜ_{t+1} φ_{t+1}", (unit) => {
    expect(largestGap(tape(unit), recursion(ran, unit, right, 1))).toBeLessThan(1e-12);
  });

  test.each(units)("unit %d: as printed, with 1 - c², it is something else", (unit) => {
    expect(largestGap(tape(unit), recursion(ran, unit, printed, 1))).toBeGreaterThan(1e-6);
  });

  test.each(units)("unit %d: as printed, with φ_t, it is something else", (unit) => {
    expect(largestGap(tape(unit), recursion(ran, unit, right, 0))).toBeGreaterThan(1e-6);
  });

  test("at the last step there is nothing later, so there only the slope can be wrong", () => {
    for (const unit of units) {
      const last = tape(unit).at(-1)!;
      expect(recursion(ran, unit, right, 0).at(-1)).toBeCloseTo(last, 12);
      expect(Math.abs(recursion(ran, unit, printed, 1).at(-1)! - last)).toBeGreaterThan(1e-6);
    }
  });

  test("the error that 001 leaves out: that of the forget gate is δᶜ ⊙ c⁻ ⊙ (1 - φ) ⊙ φ before its sigmoid", () => {
    const bias = units.map((unit) => {
      const { value, error } = unitOf(ran, unit);
      const [before, phi, delta] = [value("cz"), value("phi"), error("c")];
      return delta.reduce((sum, d, t) => sum + d * before[t]! * (1 - phi[t]!) * phi[t]!, 0);
    });
    expect(largestGap(bias, ran.gradient("phi.b"))).toBeLessThan(1e-12);
  });
});

test("at c = 2 the printed factor is -3 where the tape has 0.0707", () => {
  const zeros = (shape: readonly number[]): Feed => ({ shape, data: new Float64Array(shape.reduce((a, b) => a * b, 1)) });
  const column = (number: number): Feed => ({ shape: [UNITS], data: new Float64Array(UNITS).fill(number) });
  // the forget gate wide open, the input gate shut: the memory stays 2
  const kept = run(
    lstm,
    new Map([
      ["x", zeros([1, 2])],
      ["y", zeros([1, UNITS])],
      ["c[0]", column(2)],
      ["phi.b", column(1000)],
      ["kappa.b", column(-1000)],
    ]),
  );
  expect(kept.values("c")).toEqual([2, 2, 2]);
  const factor = kept.gradient("c")[0]! / (kept.gradient("h")[0]! * kept.values("omega")[0]!);
  expect(factor).toBeCloseTo(right(2), 12);
  expect(factor).toBeCloseTo(0.0707, 4);
  expect(printed(2)).toBe(-3);
});
