// Drivers from equation files, as the command line runs them.

import { describe, expect, test } from "vitest";
import { gradwire, workspace } from "../../cli/workspace.ts";

const { file } = workspace();

const model = (rule: string) => file("model.eq", `w = parameter(2)\nloss = sum((w - [1; 2]) .^ 2)\nupdate = ${rule}\n`);
const values = file("values.json", { w: [4, -2] });

const lines = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

const calls = [
  "steepestDescent(loss)",
  'steepestDescent(loss, lineSearch="exact")',
  'steepestDescent(loss, lineSearch="backtracking", sufficientDecrease=0.0001)',
  "newton(loss)",
  "newton(loss, learningRate=1)",
  "bfgs(loss)",
  'bfgs(loss, lineSearch="backtracking", sufficientDecrease=0.01)',
  'dfp(loss, lineSearch="exact")',
];

test.each(calls)("train: %s comes to the minimum in one step", async (call) => {
  const words = ["train", model(call), "--values", values, "--trace", "w", "--precision", "f64", "--json", "--epochs", "2"];
  const { code, out, err } = await gradwire(words);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(lines(out)).toMatchObject([
    { epoch: 1, loss: 25, parameters: { w: [1, 2] } },
    { epoch: 2, loss: 0, parameters: { w: [1, 2] } },
    { final: true, epochs: 2, train: { loss: 0 } },
  ]);
});

const residuals = file("residuals.eq", "w = parameter(2)\ne = w - [1; 2]\nupdate = levenbergMarquardt(e, damping=1, factor=4)\n");

describe("levenbergMarquardt, without a node called loss", () => {
  test("train", async () => {
    const { code, out, err } = await gradwire(["train", residuals, "--values", values, "--trace", "w", "--json", "--epochs", "2"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const [first, second] = lines(out);
    expect(first).toMatchObject({ epoch: 1, loss: 12.5, metrics: {} });
    expect(first.parameters.w[0]).toBeCloseTo(2.5, 12);
    expect(second.loss).toBeCloseTo(3.125, 12);
    expect(second.parameters.w[0]).toBeCloseTo(1 + 1.5 * (0.25 / 1.25), 12);
  });

  test("eval gives E, and its gradient", async () => {
    const { code, out } = await gradwire(["eval", residuals, "--values", values, "--wrt", "all"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ loss: 12.5, gradients: { w: [3, -4], e: [3, -4] } });
  });

  test("check agrees with differences", async () => {
    expect(await gradwire(["check", residuals, "--values", values])).toMatchObject({ code: 0 });
  });
});

test("levenbergMarquardt lowers E where the document has another loss, which eval differentiates", async () => {
  const both = file("both.eq", "w = parameter(2)\ne = w - [1; 2]\nloss = sum(e .^ 2) / 10\nupdate = levenbergMarquardt(e)\n");
  const trained = await gradwire(["train", both, "--values", values, "--json", "--epochs", "1"]);
  expect(lines(trained.out)[0]).toMatchObject({ loss: 12.5 });
  const { out } = await gradwire(["eval", both, "--values", values, "--wrt", "all"]);
  expect(JSON.parse(out)).toMatchObject({ loss: 2.5, gradients: { loss: 1, "update.loss": 0 } });
});

test("bench says that a driver has no step to time", async () => {
  const { code, out, err } = await gradwire(["bench", model("newton(loss)"), "--values", values]);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain('newton "update": newton is a driver, and has no training step of its own');
  expect(err.trim().split("\n")).toHaveLength(1);
});

test("tape prints loss and gradient as for any optimizer", async () => {
  const { code, out } = await gradwire(["tape", model("newton(loss)")]);
  expect(code).toBe(0);
  expect(out).toContain("w");
});

test("train in words, with too many parameters", async () => {
  const large = file("large.eq", "W = parameter(100, 60)\nloss = sum(W .^ 2)\nupdate = newton(loss)\n");
  const { code, err } = await gradwire(["train", large]);
  expect(code).toBe(2);
  expect(err).toContain('newton "update": the Hessian of 6,000 parameters has 36,000,000 entries');
});

test("a keyword that a driver has not is refused", async () => {
  const { code, err } = await gradwire(["train", model("newton(loss, clipNorm=1)"), "--values", values]);
  expect(code).toBe(2);
  expect(err).toContain("clipNorm");
});

describe.each(["meanSquaredError", "halfSumOfSquares", "huber"])("levenbergMarquardt of the loss %s", (loss) => {
  const text = `w = parameter(2)\ny = [1; 2]\nl = ${loss}(w, y)\nupdate = levenbergMarquardt(l)\n`;

  test.each(["train", "check"])("%s says what it fits, and what to take instead", async (command) => {
    const { code, out, err } = await gradwire([command, file("reduced.eq", text), "--values", values]);
    expect(code).not.toBe(0);
    const told = out + err;
    expect(told).toContain('levenberg-marquardt "update": it fits residuals, and input e gets the loss "l"');
    expect(told).toContain("wire the prediction minus the target to it, or take BFGS");
  });

  test("BFGS takes it", async () => {
    const instead = file("instead.eq", text.replace("levenbergMarquardt", "bfgs"));
    expect(await gradwire(["train", instead, "--values", values, "--epochs", "2"])).toMatchObject({ code: 0 });
  });
});
