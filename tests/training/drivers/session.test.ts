// Training sessions of drivers: what they report and keep, where they stay, and what they refuse.

import { describe, expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { Problem, type ProblemData } from "../../../src/base/errors.ts";
import { MOST_PARAMETERS, refuseTooLarge, tooManyParameters, tooManyResiduals } from "../../../src/training/drivers/limit.ts";
import type { Session } from "../../../src/training/session.ts";
import { type Nested, sessionOf, type Values, weightsOf } from "./equations.ts";

const x = [
  [0.2, -0.4],
  [1.1, 0.3],
  [-0.7, 0.9],
  [0.5, 0.5],
  [-1.3, 0.1],
  [0.9, -1.2],
];
const y = [[1], [0.4], [-1], [0.5], [-0.3], [0.8]];
const body = "x = input(2)\ny = input(1)\nW = parameter(2, 2)\nb = parameter(2)\nV = parameter(1, 2)\no = V * tanh(W * x + b)\n";
const net: Values = {
  x,
  y,
  W: [
    [0.5, -0.2],
    [0.3, 0.8],
  ],
  b: [0.1, -0.1],
  V: [[0.7, -0.6]],
};

const drivers: Readonly<Record<string, string>> = {
  steepestDescent: "loss = halfSumOfSquares(o, y)\nupdate = steepestDescent(loss)\n",
  newton: "loss = halfSumOfSquares(o, y)\nupdate = newton(loss, learningRate=0.4)\n",
  bfgs: "loss = halfSumOfSquares(o, y)\nupdate = bfgs(loss)\n",
  dfp: 'loss = halfSumOfSquares(o, y)\nupdate = dfp(loss, lineSearch="backtracking")\n',
  levenbergMarquardt: "e = o - y\nupdate = levenbergMarquardt(e)\n",
};

function problemOf(action: () => unknown): ProblemData {
  try {
    action();
  } catch (error) {
    if (error instanceof Problem) return error.data;
    throw error;
  }
  throw new Error("nothing was refused");
}

const train = (session: Session, steps: number) => Array.from({ length: steps }, () => session.step());

describe.each(Object.entries(drivers))("%s", (_, rule) => {
  test("goes on from its memory as if it had not stopped", () => {
    const whole = sessionOf(body + rule, net);
    const reports = train(whole, 9);
    const first = sessionOf(body + rule, net);
    train(first, 4);
    const second = sessionOf(body + rule, { x, y }, { warm: first.parameters(), memory: first.memory(), done: first.epoch });
    expect(train(second, 5)).toEqual(reports.slice(4));
    expect(weightsOf(second)).toEqual(weightsOf(whole));
    expect(second.memory()).toEqual(whole.memory());
  });

  test("is the same in a session of f32", () => {
    const [single, double] = [sessionOf(body + rule, net, { precision: "f32" }), sessionOf(body + rule, net)];
    expect(train(single, 3)).toEqual(train(double, 3));
  });

  test("reports the loss before each step, and the score is that behind the last", () => {
    const session = sessionOf(body + rule, net);
    const losses = train(session, 4).map(({ loss, epoch }) => [epoch, loss]);
    expect(losses.map(([epoch]) => epoch)).toEqual([1, 2, 3, 4]);
    expect(session.score("train")!.loss).toBe(session.step().loss);
    expect(session.score("test")).toBeNull();
    session.end();
    expect(session.step().epoch).toBe(6);
  });
});

describe("what changes from step to step beside the parameters", () => {
  const models: readonly (readonly [string, string, Values])[] = [
    ["noise of a dropout", body.replace("o = V * tanh(W * x + b)", "o = V * dropout(tanh(W * x + b), rate=0.3)"), net],
    [
      "running values of a batch normalization",
      `gamma = parameter(2, "ones")\nbeta = parameter(2)\n${body.replace("o = V * tanh(W * x + b)", "n = batchNorm(W * x + b, gamma, beta)\no = V * tanh(n)")}`,
      net,
    ],
  ];

  test.each(models)("%s goes on as if training had not stopped", (_, text, values) => {
    const rule = 'loss = halfSumOfSquares(o, y)\nupdate = bfgs(loss, lineSearch="backtracking")\n';
    const whole = sessionOf(text + rule, values);
    const reports = train(whole, 6);
    const first = sessionOf(text + rule, values);
    train(first, 3);
    const second = sessionOf(text + rule, { x, y }, { warm: first.parameters(), memory: first.memory(), done: first.epoch });
    expect(train(second, 3)).toEqual(reports.slice(3));
    expect(weightsOf(second)).toEqual(weightsOf(whole));
    expect(second.score("train")).toEqual(whole.score("train"));
  });

  test("running means follow the batch, and evaluation takes them", () => {
    const [, text, values] = models[1]!;
    const session = sessionOf(`${text}e = o - y\nupdate = levenbergMarquardt(e, damping=1e30)\n`, values);
    const before = session.parameters().get("n.runningMean")!;
    const scores = [session.score("train")!.loss];
    train(session, 200);
    scores.push(session.score("train")!.loss);
    expect([...before.data]).toEqual([0, 0]);
    // after long enough they are the batch's own, but for the variance, which is that of a sample of six
    expect(session.parameters().get("n.runningMean")!.data[0]).not.toBe(0);
    expect(Math.abs(scores[1]! - session.step().loss)).toBeLessThan(Math.abs(scores[0]! - session.step().loss));
  });
});

test("memory of another optimizer, or of other parameters, is left alone", () => {
  const bfgs = sessionOf(body + drivers.bfgs, net);
  train(bfgs, 3);
  const memory = bfgs.memory();
  expect([...memory.states.keys()]).toEqual(["V"]);
  expect(
    sessionOf(body + drivers.dfp, net, { memory })
      .memory()
      .states.get("V")![1],
  ).toBe(0);
  expect(sessionOf("w = parameter(2)\nloss = sum(w .^ 2)\nupdate = bfgs(loss)\n", {}, { memory }).memory().steps).toBe(0);
});

test("metrics are those before the step", () => {
  const text = "w = parameter(1)\nloss = sum(w .^ 2)\nupdate = newton(loss)\n";
  expect(sessionOf(text, { w: [3] }).step()).toEqual({ epoch: 1, loss: 9, metrics: {}, gradientNorm: 6, learningRate: 1 });
});

test("starting values come from the seed, and epochs from the node or the caller", () => {
  const text = "W = parameter(2, 2)\nloss = sum(W .^ 2)\nupdate = bfgs(loss, epochs=7, seed=4)\n";
  expect(weightsOf(sessionOf(text, {}))).toEqual(weightsOf(sessionOf(text, {}, { seed: 4 })));
  expect(weightsOf(sessionOf(text, {}))).not.toEqual(weightsOf(sessionOf(text, {}, { seed: 5 })));
  expect(sessionOf(text, {}).epochs).toBe(7);
  expect(sessionOf(text, {}, { epochs: 3 }).epochs).toBe(3);
});

describe("at a minimum", () => {
  const rules: readonly (readonly [string, string])[] = [
    ["steepestDescent", "steepestDescent(loss)"],
    ["steepestDescent, backtracking", 'steepestDescent(loss, lineSearch="backtracking")'],
    ["newton, where the Hessian is singular", "newton(loss)"],
    ["bfgs", "bfgs(loss)"],
    ["dfp", "dfp(loss)"],
  ];
  test.each(rules)("%s stays where it is", (_, rule) => {
    const session = sessionOf(`w = parameter(3)\nloss = sum(w .^ 4)\nupdate = ${rule}\n`, { w: [0, 0, 0] });
    expect(train(session, 5).map(({ gradientNorm }) => gradientNorm)).toEqual([0, 0, 0, 0, 0]);
    expect(weightsOf(session)).toEqual([0, 0, 0]);
  });

  test("levenbergMarquardt stays where it is, and keeps its damping", () => {
    const session = sessionOf("w = parameter(2)\ne = w\nupdate = levenbergMarquardt(e)\n", { w: [0, 0] });
    expect(train(session, 3).map(({ learningRate }) => learningRate)).toEqual([0.01, 0.01, 0.01]);
  });

  test("a net that has been trained far beyond its minimum goes on without an error", () => {
    for (const rule of ["bfgs", "dfp", "levenbergMarquardt"]) {
      const session = sessionOf(body + drivers[rule], net);
      train(session, 400);
      expect(weightsOf(session).every(Number.isFinite)).toBe(true);
    }
  });
});

describe("quasi-Newton", () => {
  test("V stays where a step says nothing about curvature: s·r ≤ 1e-12", () => {
    const text = "w = parameter(2)\nloss = sum(w .^ 2)\nupdate = bfgs(loss)\n";
    const identity = [1, 0, 0, 1];
    // s·r = 2 |s|²
    const still = sessionOf(text, { w: [5e-7, 3e-7] });
    train(still, 1);
    expect([...still.memory().states.get("V")!]).toEqual(identity);
    const moved = sessionOf(text, { w: [5e-6, 3e-6] });
    train(moved, 1);
    expect([...moved.memory().states.get("V")!]).not.toEqual(identity);
  });

  test.each(["bfgs", "dfp"])("%s: V is the inverse Hessian after n exact steps on a parabola", (rule) => {
    const text = `A = [4, 1, 0; 1, 3, 0.5; 0, 0.5, 2]\nw = parameter(3)\nloss = sum(0.5 * w .* (A * w))\nupdate = ${rule}(loss)\n`;
    const session = sessionOf(text, { w: [1, -2, 3] });
    train(session, 3);
    const v = session.memory().states.get("V")!;
    const a = [4, 1, 0, 1, 3, 0.5, 0, 0.5, 2];
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) {
        const entry = [0, 1, 2].reduce((sum, k) => sum + a[3 * i + k]! * v[3 * k + j]!, 0);
        expect(entry).toBeCloseTo(i === j ? 1 : 0, 9);
      }
  });
});

describe("Levenberg-Marquardt", () => {
  const text = "w = parameter(1)\ne = tanh(w)\nupdate = levenbergMarquardt(e, damping=0.001, factor=5)\n";

  test("one trial an epoch: refused, it stays and the damping rises; taken, it falls", () => {
    const session = sessionOf(text, { w: [1.5] });
    const dampings = train(session, 12).map(({ learningRate }) => learningRate);
    const ratios = dampings.slice(1).map((damping, index) => damping / dampings[index]!);
    expect(ratios.every((ratio) => Math.abs(ratio - 5) < 1e-12 || Math.abs(ratio - 0.2) < 1e-12)).toBe(true);
    expect(ratios[0]).toBeCloseTo(5);
    expect(ratios.at(-1)).toBeCloseTo(0.2);
  });

  test("a refused trial leaves the parameters", () => {
    const session = sessionOf(text, { w: [1.5] });
    session.step();
    expect(weightsOf(session)).toEqual([1.5]);
  });

  test("residuals of unequal length count real steps only", () => {
    const sequence = (padding: number) => ({
      x: { shape: [3, 2, 1], data: Float64Array.of(1, 2, 3, 4, 5, padding), lengths: [3, 2] },
    });
    const equations = "x = sequence(1)\nw = parameter(1)\ne = w .* x - 2\nupdate = levenbergMarquardt(e)\n";
    const after = [0, 1e6].map((padding) => {
      const session = sessionOf(equations, {}, { feeds: new Map(Object.entries(sequence(padding))) });
      return [session.step().loss, ...weightsOf(session)];
    });
    expect(after[0]).toEqual(after[1]);
    // five real residuals of -2 at w = 0
    expect(after[0]![0]).toBe(10);
    // Σ x² = 55, Σ 2 x = 30
    expect(after[0]![1]).toBeCloseTo(30 / 55.01, 12);
  });

  test("more unknowns than residuals, long after they are met", () => {
    const session = sessionOf("w = parameter(4)\ne = sum(w) - 2\nupdate = levenbergMarquardt(e)\n", { w: [1, 2, 3, 4] });
    train(session, 400);
    expect(weightsOf(session).reduce((a, b) => a + b)).toBeCloseTo(2, 12);
  });
});

describe("refused, with the parameters as before", () => {
  const refusal = (equations: string, values: Values): ProblemData => {
    const session = sessionOf(equations, values);
    const before = weightsOf(session);
    const problem = problemOf(() => session.step());
    expect(weightsOf(session)).toEqual(before);
    expect(session.epoch).toBe(0);
    expect(problem.where).toEqual({ node: "update" });
    return problem;
  };

  test.each<[string, string, Nested, string]>([
    ["a singular Hessian", "loss = sum(w)\nupdate = newton(loss)", [1, 2], "training, epoch 1: the Hessian is singular"],
    [
      "a loss without a minimum",
      "loss = sum(w)\nupdate = bfgs(loss)",
      [1, 2],
      "training, epoch 1: the loss falls without end along the direction",
    ],
    ["a loss that is no number", "loss = sum(log(w))\nupdate = newton(loss)", [-1, 2], "training, epoch 1: the loss becomes NaN"],
    [
      "a gradient that is none",
      "loss = sum(sqrt(w))\nupdate = dfp(loss)",
      [0, 2],
      'training, epoch 1: the gradient by "w" becomes a number that is not finite',
    ],
  ])("%s", (_, text, w, message) => {
    expect(refusal(`w = parameter(2)\n${text}\n`, { w }).message).toBe(message);
  });

  test("a step that leaves the numbers", () => {
    expect(refusal("w = parameter(1)\nloss = sum(1e-300 * w ^ 2 + 1e200 * w)\nupdate = newton(loss)\n", { w: [1] }).message).toBe(
      'training, epoch 1: parameter "w" becomes a number that is not finite',
    );
  });

  test("residuals without a wire are missing", () => {
    expect(problemOf(() => sessionOf("w = parameter(2)\nloss = sum(w)\n", {})).code).toBe("untrainable");
  });
});

describe("too many parameters", () => {
  const big = (rule: string) =>
    `W = parameter(50, 41)\nloss = sum(W .^ 2)\nupdate = ${rule}(${rule === "levenbergMarquardt" ? "W" : "loss"})\n`;

  test.each([
    ["newton", 'newton "update": the Hessian of 2,050 parameters has 4,202,500 entries; this optimizer takes up to 2,000 parameters'],
    [
      "bfgs",
      'bfgs "update": the approximation of the inverse Hessian of 2,050 parameters has 4,202,500 entries; this optimizer takes up to 2,000 parameters',
    ],
    [
      "dfp",
      'dfp "update": the approximation of the inverse Hessian of 2,050 parameters has 4,202,500 entries; this optimizer takes up to 2,000 parameters',
    ],
    [
      "levenbergMarquardt",
      'levenberg-marquardt "update": JᵀJ of 2,050 parameters has 4,202,500 entries; this optimizer takes up to 2,000 parameters',
    ],
  ])("%s refuses when the session is made", (rule, message) => {
    const problem = problemOf(() => sessionOf(big(rule), {}));
    expect(problem).toMatchObject({ code: "too-many-parameters", message, got: "2,050 parameters", expected: "at most 2,000 parameters" });
    expect(problem.remedy).toContain("first-order rule");
  });

  test("steepest descent keeps no matrix, and takes them", () => {
    expect(sessionOf(big("steepestDescent"), {}).step().loss).toBeGreaterThan(0);
  });

  const newton = { path: "update", type: registry.get("newton")! };

  test("VGG16 has 19·10¹⁵ entries, all digits of which are shown", () => {
    expect(tooManyParameters(newton, "the Hessian", 138_357_544)!.message).toBe(
      'newton "update": the Hessian of 138,357,544 parameters has 19,142,809,981,711,936 entries; this optimizer takes up to 2,000 parameters',
    );
    expect(tooManyParameters(newton, "the Hessian", 166_467)!.message).toContain("27,711,262,089 entries");
    expect(tooManyParameters(newton, "the Hessian", MOST_PARAMETERS)).toBeNull();
  });

  test("a Jacobian has a limit of its own", () => {
    const optimizer = { path: "update", type: registry.get("levenberg-marquardt")! };
    expect(tooManyResiduals(optimizer, 25_000, 2000)).toBeNull();
    expect(tooManyResiduals(optimizer, 145_600, 2000)!.message).toBe(
      'levenberg-marquardt "update": the Jacobian of 145,600 residuals by 2,000 parameters has 291,200,000 entries',
    );
    const use = { ...optimizer, attributes: {}, graph: null, clips: [], schedule: null };
    expect(() => refuseTooLarge(use, "JᵀJ", 2000, 145_600)).toThrow(Problem);
  });
});
