// What the verdict says never contradicts itself: word, rate and total as they are printed, and what the cause does beside all else.

import { describe, expect, test } from "vitest";
import { type RandomStream, stream } from "../../../src/base/random.ts";
import { courseOf, EVEN } from "../../../src/inspection/recurrence/rate.ts";
import { recurrentStates } from "../../../src/inspection/recurrence/states.ts";
import { studied } from "../../../src/inspection/recurrence/study.ts";
import { HOLDS, type Verdict, verdictOf } from "../../../src/inspection/recurrence/verdict.ts";
import { causeText, fateText, meanText, verdictText } from "../../../src/inspection/recurrence/verdict-text.ts";
import { fixture, subjectOf } from "./fixture.ts";

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** `1/52`, `7,100`, `10⁻¹³`, `4.5 · 10⁻⁹`. */
function read(text: string): number {
  if (text.startsWith("1/")) return 1 / read(text.slice(2));
  const [mantissa, power] = text.startsWith("10⁻") || /^10[⁰-⁹¹²³]/u.test(text) ? ["1", text] : text.split(" · ");
  const exponent = [...(power ?? "10⁰").slice(2)].map((digit) => (digit === "⁻" ? "-" : String(RAISED.indexOf(digit)))).join("");
  return Number(mantissa!.replaceAll(",", "")) * 10 ** Number(exponent);
}

const FACTOR = String.raw`[\d.,/]+(?: · )?(?:10)?[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]*`;

interface Printed {
  readonly rate: number;
  readonly steps: number;
  readonly left: number;
  /** Of what is left, in its logarithm: two digits, or the nearest power of ten. */
  readonly rounding: number;
}

/** The rate, the steps and what is left, as a reader has them. */
function printed(text: string): Printed {
  const mean = new RegExp(`multiplies the gradient by (${FACTOR}): (\\d+) steps? back (.*?)\\.(?: |$)`).exec(text);
  const [, rate, steps, rest] = mean ?? [];
  if (!rate || !steps || !rest) throw new Error(`no rate in: ${text}`);
  const left = /^it is as large/.test(rest) ? 1 : read(new RegExp(FACTOR).exec(rest)![0]);
  return { rate: read(rate), steps: Number(steps), left, rounding: /[⁰¹²³⁴⁵⁶⁷⁸⁹]/u.test(rest) ? Math.log(10) / 2 + 1e-9 : 0.06 };
}

/** Norms of all kinds: even, wandering, with a bend, with a first step of its own. */
function someNorms(random: RandomStream): number[] {
  const steps = 2 + random.integer(random.uniform() < 0.2 ? 300 : 40);
  const slope = random.normal() * (random.uniform() < 0.5 ? 0.05 : 0.6);
  const noise = random.uniform() * (random.uniform() < 0.5 ? 0.05 : 0.8);
  const turn = random.uniform() < 0.5 ? steps : random.integer(steps);
  const after = random.normal() * 0.5;
  const logs = [0];
  for (let k = 1; k <= steps; k++) logs.push(logs[k - 1]! + (k <= turn ? slope : after) + noise * random.normal());
  const cut = random.uniform() < 0.1 ? random.integer(steps) + 1 : steps + 1;
  return logs.map((log, k) => (k < cut ? Math.exp(log) : 0));
}

function expectConsistent(back: readonly number[]): Verdict {
  const verdict = verdictOf(back, []);
  const text = verdictText(verdict);
  expect(text).not.toMatch(/NaN|undefined|Infinity|e[+-]/);
  if (verdict.fate === "cut") return verdict;
  const { rate, steps, left, rounding } = printed(text);
  expect(Math.abs(steps * Math.log(rate) - Math.log(left))).toBeLessThan(0.1 + rounding);
  expect(Math.abs(Math.log(left) - Math.log(back[steps]!))).toBeLessThan(rounding);
  if (verdict.left === 0) {
    expect([verdict.fate, verdict.rate, meanText(verdict)]).toEqual(["vanishes", null, ""]);
    return verdict;
  }
  expect(meanText(verdict)).toContain(text.match(new RegExp(`gradient by (${FACTOR}):`))![1]!);
  const isLow = rate < HOLDS.from || left < HOLDS.left.from;
  const isHigh = rate > HOLDS.to || left > HOLDS.left.to;
  expect(isLow && isHigh).toBe(false);
  expect(verdict.fate).toBe(isLow ? "vanishes" : isHigh ? "explodes" : "holds");
  return verdict;
}

describe("norms by chance", () => {
  test.each(Array.from({ length: 20 }, (_, seed) => seed))("are told without contradiction, seed %i", (seed) => {
    const random = stream(seed, "norms");
    for (let k = 0; k < 100; k++) expectConsistent(someNorms(random));
  });

  test("bring forth every word", () => {
    const random = stream(1, "words");
    const titles = new Set(Array.from({ length: 600 }, () => fateText(expectConsistent(someNorms(random)))));
    const all = ["Vanishes", "Vanishes, unevenly", "Holds", "Holds on the whole", "Explodes", "Explodes, unevenly", "Does not come back"];
    expect([...titles].sort()).toEqual(all.sort());
  });

  test("that do not go evenly are parted in two that multiply to the whole; what goes evenly is nowhere off its mean", () => {
    const random = stream(2, "parts");
    for (let n = 0; n < 400; n++) {
      const back = someNorms(random);
      const course = courseOf(back);
      if (!course) continue;
      const { whole, parts } = course;
      const log = Math.log(whole.factor);
      const off = Math.max(...back.slice(0, whole.steps).map((norm, k) => Math.abs(Math.log(norm) - (k * log) / whole.steps)));
      const most = Math.max(Math.log(EVEN.factor), EVEN.share * Math.abs(log));
      expect(parts.length).toBe(off > most ? 2 : 0);
      for (const { rate, steps, factor } of [whole, ...parts]) expect(steps * Math.log(rate)).toBeCloseTo(Math.log(factor), 8);
      if (parts.length === 0) continue;
      expect(parts.reduce((sum, { steps }) => sum + steps, 0)).toBe(whole.steps);
      expect(parts.reduce((sum, { factor }) => sum + Math.log(factor), 0)).toBeCloseTo(log, 8);
    }
  });
});

describe("in words", () => {
  const said = (back: readonly number[]) => {
    const verdict = verdictOf(back, []);
    return `${fateText(verdict)} ${meanText(verdict)}: ${verdictText(verdict)}`;
  };

  test("growing first and shrinking then is told as both", () => {
    expect(said([1, 2, 4, 8, 4, 2, 1])).toBe(
      "Holds on the whole × 1.0 a step: On average a step back multiplies the gradient by 1.0: 6 steps back it is as large as at the end. Not evenly: over the first 3 steps back it becomes 8.0 times as large (×\u202f2.0 a step), over the other 3 it falls to 1/8.0 of that (×\u202f0.50 a step).",
    );
  });

  test("a small rate over many steps vanishes nevertheless, with digits enough to see it", () => {
    expect(said(Array.from({ length: 401 }, (_, k) => 0.998 ** k))).toBe(
      "Vanishes × 0.998 a step: On average a step back multiplies the gradient by 0.998: 400 steps back 1/2.2 of it is left.",
    );
  });

  test("what comes to nothing on the way has no rate in the title", () => {
    expect(said([1, 2, 4, 0, 0])).toBe(
      "Vanishes : 4 steps back nothing of it is left: farther than 2 steps back it is less than 10⁻²⁹⁰. Up to there a step back multiplies the gradient by 2.0: 2 steps back it is 4.0 times as large.",
    );
  });

  test("every second norm 0, as of a delay by two steps, is not nothing", () => {
    expect(said([1, 0, 0.5, 0, 0.25, 0])).toBe(
      "Vanishes × 0.71 a step: On average a step back multiplies the gradient by 0.71: 4 steps back 1/4.0 of it is left. At 2 steps between it is 0.",
    );
  });
});

describe.each(Object.entries(fixture.cells))("%s", (_, { equations, values }) => {
  test("what is done on the strongest way back multiplies to what is left, and so do cause and all else", async () => {
    const subject = await subjectOf(equations, values);
    for (const { name } of recurrentStates(subject)) {
      const { shares, verdict } = studied(subject, { state: name, input: null });
      const sum = shares.reduce((total, share) => total + share.total, 0);
      expect(sum).toBeCloseTo(Math.log(verdict.left), 5);
      // nobody meets a way that is alone
      if (name === "h") for (const { total } of shares.filter(({ kind }) => kind === "meeting")) expect(total).toBeCloseTo(0, 12);
      if (!verdict.cause) continue;
      const text = causeText(verdict, (path) => path);
      const own = read(new RegExp(`multiplies (?:the gradient )?by (${FACTOR})`).exec(text)![1]!.replace(/,$/, ""));
      const rest = read(new RegExp(`all else together by (${FACTOR})`).exec(text)![1]!.replace(/\.$/, ""));
      const whole = text.includes("a step") ? verdict.rate! : verdict.left;
      expect(Math.abs(Math.log(own * rest) - Math.log(whole))).toBeLessThan(0.12);
      expect(Math.sign(Math.log(own))).toBe(verdict.fate === "explodes" ? 1 : -1);
    }
  });
});

test("a gradient that grows only because ways add up is said to", async () => {
  // h⁻ comes back by two ways of 0.6 each
  const equations = "x = sequence(1)\na = 0.6 * h[t-1]\nb = 0.6 * h[t-1]\nh = a + b + x\n";
  const subject = await subjectOf(equations, { x: Array.from({ length: 10 }, (_, t) => [Math.sin(t)]) });
  const { verdict } = studied(subject, { state: "h", input: null });
  expect([verdict.fate, verdict.rate]).toEqual(["explodes", expect.closeTo(1.2, 12)]);
  expect(causeText(verdict, (path) => path.replace("$", ""))).toMatch(
    /^Most of it is added at .*, where several ways back meet and add up: their meeting multiplies the gradient by 2\.00 a step, all else together by 0\.600\.$/,
  );
});
