// check: right gradients pass, wrong ones are found, kinks are told apart, and what is not fed is made up.

import { describe, expect, test } from "vitest";
import { parameterLines } from "../../src/cli/check-report.ts";
import { type Comparison, compareElements } from "../../src/inspection/check-document.ts";
import { gradwire, workspace } from "./workspace.ts";

const { file, path } = workspace();
const check = (equations: string, ...words: string[]) => gradwire(["check", file("model.eq", equations), ...words]);

test("names every parameter with its shape, in the same words every time", async () => {
  const equations = "x = sequence(2)\nW = parameter(30, 2)\nh = tanh(W * x + h[t-1])\ny = input(30)\nloss = halfSumOfSquares(h[T], y)\n";
  const first = await check(equations);
  expect(first).toMatchObject({ code: 0, err: "" });
  const [heading, line, ...rest] = first.out.trimEnd().split("\n");
  expect(heading).toMatch(/^loss = \S+; 5 steps, 3 examples; seed 1; random numbers for x, y$/);
  expect(line).toMatch(/^W {2}\[30,2\] {2}40 of 60 numbers, at random {2}largest difference \S+e-\d+ {2}ok$/);
  expect(rest).toEqual([]);
  expect(await check(equations)).toEqual(first);
  expect((await check(equations, "--seed", "7")).out).not.toBe(first.out);
});

test.each([
  ["kinks at the starting point", "w = parameter(2)\nloss = sum(abs(w)) + sum(relu(w))\n"],
  ["a value that is held still", "x = input(2)\nw = parameter(2)\nloss = sum(stopGradient(w) .* w .* x)\n"],
  [
    "a value that is held still in a loop",
    "x = sequence(2)\nU = parameter(2, 2)\nh = tanh(U * stopGradient(h[t-1]) + x)\nloss = sum(h[T])\n",
  ],
  ["logarithms, which want positive numbers", "x = input(2)\nw = parameter(2)\nloss = sum(log(w .* x)) + sum(sqrt(w .* x))\n"],
  ["a step function", "x = input(2)\nw = parameter(2)\nloss = sum(step(w .* x) .* w)\n"],
  ["an input whose size nothing says", "x = input()\nw = parameter(1)\nloss = sum(w .* x)\n"],
])("passes with %s", async (_, equations) => {
  const { code, out, err } = await check(equations);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatch(/ok$/m);
});

test("takes a projection of the results where there is no loss, and says so", async () => {
  const { code, out } = await check("x = sequence(2)\nW = parameter(3, 2)\nh = tanh(W * x)\n");
  expect(code).toBe(0);
  expect(out).toMatch(/^no loss: a random projection of the results = /);
  expect(out).toMatch(/^W {2}\[3,2\] .* ok$/m);
});

test("looks at the first examples and steps of a data node", async () => {
  const { code, out } = await gradwire(["check", new URL("../../graphs/examples/rnn-reber.json", import.meta.url).pathname]);
  expect(code).toBe(0);
  expect(out).toMatch(/^loss = \S+; 8 steps, 3 examples; seed 1$/m);
});

test.each([
  ["W = parameter(3, 2)\nx = input(3)\nloss = sum(W * x)\n", /model\.eq:3:1: .*3/],
  ["w = parameter(2)\nloss = sum(log(0 * w - 1))\n", /model\.eq: the loss is NaN wherever it was tried/],
  [
    "w = parameter(2)\nloss = 2 * w\nupdate = gradientDescent(loss, learningRate=1)\n",
    /model\.eq:2:1: .*one number|model\.eq:\d:1: .*number/,
  ],
])("refuses a model that cannot be checked", async (equations, message) => {
  const { code, out, err } = await check(equations);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(message);
});

describe("several models", () => {
  const good = () => file("good.eq", "w = parameter(2)\nloss = sum(w .* w)\n");
  const other = () => file("other.eq", "x = input(2)\nW = parameter(3, 2)\nh = tanh(W * x)\n");
  /** It turns around many times within the smallest difference that is taken. */
  const wild = () => file("wild.eq", "w = parameter(2)\nv = parameter(2)\nloss = sum(sin(1e12 * w)) + sum(v)\n");
  const broken = () => file("broken.json", '{"format": ');

  test("have a line each, and a sum", async () => {
    const [a, b] = [good(), other()];
    const { code, out, err } = await gradwire(["check", a, b, "--seed", "3"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.split("\n")).toEqual([
      expect.stringMatching(/good\.eq: ok, 1 parameter, largest difference \S+$/),
      expect.stringMatching(/other\.eq: ok, 1 parameter, largest difference \S+$/),
      "2 models, all gradients agree",
      "",
    ]);
    expect((await gradwire(["check", "--seed", "3", "--", a, b])).out).toBe(out);
    const fixed = file("fixed.eq", "x = input(2)\nh = tanh(x)\n");
    expect((await gradwire(["check", fixed, a])).out).toMatch(/^\S+fixed\.eq: ok, no parameters\n/);
  });

  test("one whose gradient does not agree says where, and the sum names it", async () => {
    const { code, out, err } = await gradwire(["check", wild(), good()]);
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(out).toMatch(
      /^(\S+wild\.eq): FAILS, 1 of 2 parameters\n {2}w {2}\[2\] {2}.*FAILS at \[\d\].*\n\S+good\.eq: ok.*\n2 models: gradients that do not agree in 1 \(\1\); all gradients agree in 1\n$/,
    );
    expect((await gradwire(["check", wild()])).code).toBe(1);
  });

  test("one that cannot be loaded is told as it is alone, and the others are checked", async () => {
    const [bad, missing] = [broken(), path("missing.json")];
    const alone = [await gradwire(["check", bad]), await gradwire(["check", missing])];
    const { code, out, err } = await gradwire(["check", bad, wild(), missing, good()]);
    expect(code).toBe(2);
    expect(err).toBe(alone.map((one) => one.err).join(""));
    expect(out).toContain(`${bad}: not checked\n`);
    expect(out).toMatch(/good\.eq: ok/);
    expect(out).toMatch(
      /4 models: gradients .* 1 \(\S+wild\.eq\); not checked 2 \(\S+broken\.json, \S+missing\.json\); all gradients agree in 1\n$/,
    );
  });

  test("as JSON they are a list of what one alone is, with the problem of one that cannot be checked", async () => {
    const one = await gradwire(["check", good(), "--json"]);
    expect(one).toMatchObject({ code: 0, err: "" });
    const object = JSON.parse(one.out) as Record<string, unknown>;
    expect(object).toMatchObject({
      passed: true,
      loss: "loss",
      value: expect.any(Number),
      seed: 1,
      invented: [],
      parameters: [{ name: "w", shape: [2], verdict: "ok", compared: 2, largest: expect.any(Number), worst: null }],
    });
    const { code, out } = await gradwire(["check", good(), broken(), wild(), "--json"]);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject([
      object,
      { file: broken(), passed: false, problem: { where: { file: broken() } } },
      { file: wild(), passed: false, parameters: [{ name: "w", verdict: "fails", worst: { element: expect.any(Number) } }, { name: "v" }] },
    ]);
  });

  test("take no values, and a wrong seed is refused once", async () => {
    const values = await gradwire(["check", good(), other(), "--values", file("v.json", "{}")]);
    expect(values).toMatchObject({ code: 2, out: "", err: expect.stringMatching(/--values goes with one model/) });
    const seed = await gradwire(["check", good(), other(), "--seed", "x"]);
    expect(seed).toMatchObject({ code: 2, out: "", err: expect.stringMatching(/^gradwire check: --seed is "x"[^\n]*\n$/) });
    expect(await gradwire(["check"])).toMatchObject({
      code: 2,
      err: "gradwire check: MODEL is missing (usage: gradwire check MODEL...)\n",
    });
  });
});

describe("one parameter against differences", () => {
  const compared = (loss: (x: number) => number, x: number, gradient: number) => {
    const comparison: Comparison = {
      loss: ([numbers]) => loss(numbers![0]!),
      inputs: [Float64Array.of(x)],
      value: loss(x),
      scale: Math.abs(gradient),
    };
    return compareElements(comparison, 0, [gradient], [0]);
  };

  test("a right gradient agrees", () => {
    expect(compared((x) => x ** 3, 2, 12)).toMatchObject({ verdict: "ok", worst: null });
    expect(compared((x) => Math.exp(50 * x), 0.1, 50 * Math.exp(5))).toMatchObject({ verdict: "ok" });
  });

  test.each([0, 11.9, 12.001, -12, Number.NaN])("%d in the place of 12 does not", (gradient) => {
    const result = compared((x) => x ** 3, 2, gradient);
    expect(result).toMatchObject({ verdict: "fails", worst: { element: 0, gradient } });
    const [line] = parameterLines([{ name: "w", shape: [1], ...result }]);
    expect(line).toMatch(/^w {2}\[1\] {2}largest difference \S+ {2}FAILS at \[0\]: gradient \S+, difference 12$/);
  });

  test("at a kink the gradient lies between the one-sided differences", () => {
    expect(compared(Math.abs, 0, 0.5).verdict).toBe("kink");
    expect(compared(Math.abs, 0, 1.5).verdict).toBe("fails");
  });
});
