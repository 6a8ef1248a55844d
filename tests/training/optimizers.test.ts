// First-order rules against their recurrences, written out here in plain arithmetic, step by step through a session.

import { describe, expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { stream } from "../../src/base/random.ts";
import type { Feed, Feeds } from "../../src/compiler/feeds.ts";
import { createSession, type EpochReport, type Session } from "../../src/training/session.ts";
import { sketch } from "../compiler/sketch.ts";
import { seed } from "../laws/seed.ts";

type Numbers = readonly number[];

const session = (text: string, feeds: Feeds): Session => createSession(sketch(text), registry, {}, { precision: "f64", feeds });
const number = (value: number): Feed => ({ shape: [1], data: Float64Array.of(value) });

/** J = θ², from a given start: θ after each of some steps. */
function descend(rule: string, start: number, steps: number): number[] {
  const training = session(
    `theta = parameter(shape=[1])\n J = square(x < theta)\n loss = sum(x < J)\n update = ${rule}`,
    new Map([["theta", number(start)]]),
  );
  return Array.from({ length: steps }, () => {
    training.step();
    return training.parameters().get("theta")!.data[0]!;
  });
}

const rounded = (numbers: Numbers): number[] => numbers.map((x) => Number(x.toFixed(12)));

describe("numbers printed in the notes", () => {
  test("gradient descent on θ²: 4 → 3.2", () => {
    expect(rounded(descend("gradient-descent(loss < loss, learningRate=0.1)", 4, 1))).toEqual([3.2]);
  });

  test("000's momentum on θ², μ = 0.9, η = 0.1: 5 → 4 → 2.3, and then it overshoots", () => {
    expect(rounded(descend("momentum(loss < loss, learningRate=0.1, momentum=0.9)", 5, 4))).toEqual([4, 2.3, 0.31, -1.543]);
  });

  test("after 25 steps that momentum is behind plain descent", () => {
    const [plain, momentum] = [
      descend("gradient-descent(loss < loss, learningRate=0.1)", 5, 25),
      descend("momentum(loss < loss, learningRate=0.1)", 5, 25),
    ];
    expect(Math.abs(plain.at(-1)!)).toBeLessThan(Math.abs(momentum.at(-1)!));
  });

  test("with a constant gradient momentum 0.9 comes to ten times the step of gradient descent", () => {
    const training = session(
      "w = parameter(shape=[1])\n loss = sum(x < w)\n update = momentum(loss < loss, learningRate=0.01, momentum=0.9)",
      new Map([["w", number(0)]]),
    );
    const path = Array.from({ length: 200 }, () => {
      training.step();
      return training.parameters().get("w")!.data[0]!;
    });
    expect(path.at(-2)! - path.at(-1)!).toBeCloseTo(0.1, 8);
  });
});

/** Least squares: ½ Σ (W x + b - y)² over a few examples. Parameters W [2, 3] and b [2] as eight numbers in a row. */
const EXAMPLES = 5;
const random = stream(seed, "least squares");
const draw = (count: number): number[] => Array.from({ length: count }, () => random.normal());
const [x, y, start] = [draw(3 * EXAMPLES), draw(2 * EXAMPLES), draw(8)] as const;

function gradientAt(w: Numbers): number[] {
  const gradient = new Array<number>(8).fill(0);
  for (let example = 0; example < EXAMPLES; example++) {
    for (let row = 0; row < 2; row++) {
      const input = x.slice(3 * example, 3 * example + 3);
      const error = input.reduce((sum, value, i) => sum + w[3 * row + i]! * value, w[6 + row]! - y[2 * example + row]!);
      input.forEach((value, i) => {
        gradient[3 * row + i]! += error * value;
      });
      gradient[6 + row]! += error;
    }
  }
  return gradient;
}

const tensor = (shape: readonly number[], data: Numbers): Feed => ({ shape, data: Float64Array.from(data) });

const leastSquares = (rule: string): Session =>
  session(
    `x = input()
     y = input()
     h = affine(x < x, units=2)
     loss = half-sum-of-squares(prediction < h, target < y)
     update = ${rule}`,
    new Map([
      ["x", tensor([EXAMPLES, 3], x)],
      ["y", tensor([EXAMPLES, 2], y)],
      ["h.W", tensor([2, 3], start.slice(0, 6))],
      ["h.b", tensor([2], start.slice(6))],
    ]),
  );

const weightsOf = (training: Session): number[] => {
  const parameters = training.parameters();
  return [...parameters.get("h.W")!.data, ...parameters.get("h.b")!.data];
};

/** One step of a recurrence: new weights from old ones, the gradient and the step's number from 1. It keeps its own state. */
type Recurrence = (w: Numbers, g: Numbers, t: number) => Numbers;

const each = (f: (i: number) => number): number[] => Array.from({ length: 8 }, (_, i) => f(i));
const norm = (g: Numbers) => Math.sqrt(g.reduce((sum, value) => sum + value * value, 0));

function velocity(eta: number, mu: number): Recurrence {
  let v = each(() => 0);
  return (w, g) => {
    v = each((i) => mu * v[i]! + eta * g[i]!);
    return each((i) => w[i]! - v[i]!);
  };
}

function stepForm(eta: number, beta: number): Recurrence {
  let m = each(() => 0);
  return (w, g) => {
    m = each((i) => beta * m[i]! - eta * g[i]!);
    return each((i) => w[i]! + m[i]!);
  };
}

function heavyBall(eta: number, beta: number): Recurrence {
  let before: Numbers | null = null;
  return (w, g) => {
    const next = each((i) => w[i]! - eta * g[i]! + beta * (w[i]! - (before ?? w)[i]!));
    before = w;
    return next;
  };
}

function adam(eta: number, beta1: number, beta2: number, epsilon: number, inside: boolean): Recurrence {
  let m = each(() => 0);
  let v = each(() => 0);
  return (w, g, t) => {
    m = each((i) => beta1 * m[i]! + (1 - beta1) * g[i]!);
    v = each((i) => beta2 * v[i]! + (1 - beta2) * g[i]! ** 2);
    const [mHat, vHat] = [m.map((value) => value / (1 - beta1 ** t)), v.map((value) => value / (1 - beta2 ** t))];
    return each((i) => w[i]! - (eta * mHat[i]!) / (inside ? Math.sqrt(vHat[i]! + epsilon) : Math.sqrt(vHat[i]!) + epsilon));
  };
}

const descent =
  (eta: number): Recurrence =>
  (w, g) =>
    each((i) => w[i]! - eta * g[i]!);

const clippedBy =
  (clip: (g: Numbers) => Numbers, rule: Recurrence): Recurrence =>
  (w, g, t) =>
    rule(w, clip(g), t);

const byValue = (limit: number) => (g: Numbers) => g.map((value) => Math.max(-limit, Math.min(limit, value)));
const byNorm = (limit: number) => (g: Numbers) => g.map((value) => value * Math.min(1, limit / norm(g)));

describe(`recurrences on least squares (seed ${seed})`, () => {
  test.each<[string, Recurrence]>([
    ["gradient-descent(loss < loss, learningRate=0.05)", descent(0.05)],
    ['momentum(loss < loss, learningRate=0.02, momentum=0.8, form="velocity")', velocity(0.02, 0.8)],
    ['momentum(loss < loss, learningRate=0.02, momentum=0.8, form="step")', stepForm(0.02, 0.8)],
    ['momentum(loss < loss, learningRate=0.02, momentum=0.8, form="heavy-ball")', heavyBall(0.02, 0.8)],
    ["adam(loss < loss, learningRate=0.05)", adam(0.05, 0.9, 0.999, 1e-8, false)],
    ["adam(loss < loss, learningRate=0.05, beta1=0.7, beta2=0.9, epsilon=0.1)", adam(0.05, 0.7, 0.9, 0.1, false)],
    ["adam(loss < loss, learningRate=0.05, beta1=0.7, beta2=0.9, epsilon=0.1, epsilonInsideRoot=true)", adam(0.05, 0.7, 0.9, 0.1, true)],
    ["gradient-descent(loss < loss, learningRate=0.05, clipValue=0.5)", clippedBy(byValue(0.5), descent(0.05))],
    ["gradient-descent(loss < loss, learningRate=0.05, clipNorm=0.5)", clippedBy(byNorm(0.5), descent(0.05))],
    ["gradient-descent(loss < loss, learningRate=0.05, clipNorm=1000)", descent(0.05)],
    [
      "gradient-descent(loss < loss, learningRate=0.05, clipValue=0.5, clipNorm=0.8)",
      clippedBy((g) => byNorm(0.8)(byValue(0.5)(g)), descent(0.05)),
    ],
    ["adam(loss < loss, learningRate=0.05, clipNorm=0.5)", clippedBy(byNorm(0.5), adam(0.05, 0.9, 0.999, 1e-8, false))],
    ["momentum(loss < loss, learningRate=0.05, clipValue=0.3)", clippedBy(byValue(0.3), velocity(0.05, 0.9))],
  ])("%s", (rule, recurrence) => {
    const training = leastSquares(rule);
    let w: Numbers = start;
    for (let t = 1; t <= 12; t++) {
      const g = gradientAt(w);
      const report = training.step();
      expect(report.gradientNorm).toBeCloseTo(norm(g), 10);
      w = recurrence(w, g, t);
      weightsOf(training).forEach((value, i) => {
        expect(value, `number ${i} after step ${t}`).toBeCloseTo(w[i]!, 12);
      });
    }
  });

  test("a gradient of zero is clipped to zero", () => {
    const still = session(
      "w = parameter(shape=[2])\n s = square(x < w)\n loss = sum(x < s)\n update = gradient-descent(loss < loss, clipNorm=1)",
      new Map([["w", tensor([2], [0, 0])]]),
    );
    expect(still.step()).toMatchObject({ loss: 0, gradientNorm: 0 });
    expect([...still.parameters().get("w")!.data]).toEqual([0, 0]);
  });
});

test("a report has the loss before its step, and the learning rate", () => {
  const training = leastSquares("gradient-descent(loss < loss, learningRate=0.05)");
  const reports: EpochReport[] = [training.step(), training.step()];
  const lossAt = (w: Numbers) => {
    let loss = 0;
    for (let example = 0; example < EXAMPLES; example++) {
      for (let row = 0; row < 2; row++) {
        const input = x.slice(3 * example, 3 * example + 3);
        loss += 0.5 * input.reduce((sum, value, i) => sum + w[3 * row + i]! * value, w[6 + row]! - y[2 * example + row]!) ** 2;
      }
    }
    return loss;
  };
  expect(reports.map(({ epoch, learningRate }) => [epoch, learningRate])).toEqual([
    [1, 0.05],
    [2, 0.05],
  ]);
  expect(reports[0]!.loss).toBeCloseTo(lossAt(start), 12);
  expect(reports[1]!.loss).toBeCloseTo(lossAt(descent(0.05)(start, gradientAt(start), 1)), 12);
});
