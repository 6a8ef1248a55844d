// train: JSON lines for programs, a bar or log lines for people, an end in every case.

import { describe, expect, test } from "vitest";
import { createProgress, duration } from "../../src/cli/progress.ts";
import { gradwire, Recorder, workspace } from "./workspace.ts";

const { file } = workspace();

const descent = (learningRate: number) =>
  `theta = parameter(1)\nloss = sum(theta .^ 2)\nupdate = gradientDescent(loss, learningRate=${learningRate})\n`;
const model = file("model.eq", descent(0.25));
const values = file("values.json", { theta: [8] });
const lines = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

test("--json and --trace report every epoch with the parameters after its step", async () => {
  const { code, out, err } = await gradwire(["train", model, "--values", values, "--json", "--trace", "theta", "--epochs", "3"]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect((await gradwire(["train", model, "--values", values, "--trace", "theta", "--epochs", "3"])).out.split("\n").slice(0, 3)).toEqual(
    out.split("\n").slice(0, 3),
  );
  expect(lines(out)).toEqual([
    { epoch: 1, loss: 64, metrics: {}, parameters: { theta: [4] } },
    { epoch: 2, loss: 16, metrics: {}, parameters: { theta: [2] } },
    { epoch: 3, loss: 4, metrics: {}, parameters: { theta: [1] } },
    { final: true, epochs: 3, train: { loss: 1, metrics: {} }, test: null, seconds: expect.any(Number) },
  ]);
});

test("without --trace the parameters are empty", async () => {
  const { out } = await gradwire(["train", model, "--values", values, "--json", "--epochs", "1"]);
  expect(lines(out)[0]).toEqual({ epoch: 1, loss: 64, metrics: {}, parameters: {} });
});

test("no epoch at all still ends with the scores", async () => {
  const { code, out } = await gradwire(["train", model, "--values", values, "--json", "--epochs", "0"]);
  expect(code).toBe(0);
  expect(lines(out)).toMatchObject([{ final: true, epochs: 0, train: { loss: 64 }, test: null }]);
});

test("for people, progress goes to standard error and the end to standard output", async () => {
  const { code, out, err } = await gradwire(["train", model, "--values", values, "--epochs", "10", "--precision", "f64"]);
  expect(code).toBe(0);
  expect(out).toMatch(/^10 of 10 epochs in \S+\ntrain {2}loss \S+\ntest {3}no data\n$/);
  expect(err).toMatch(/^epoch 10\/10 {2}loss \S+ {2}0s left$/m);
});

test("data nodes are trained on, and tested on new examples, the same for the same seed", async () => {
  const reber = new URL("../../graphs/examples/rnn-reber.json", import.meta.url).pathname;
  const trained = async (seed: string) => lines((await gradwire(["train", reber, "--json", "--epochs", "1", "--seed", seed])).out);
  const [epoch, end] = await trained("3");
  expect(Object.keys(epoch.metrics).length).toBeGreaterThan(0);
  expect(end).toMatchObject({
    final: true,
    train: { metrics: expect.any(Object) },
    test: { loss: expect.any(Number), metrics: expect.any(Object) },
  });
  expect((await trained("3"))[0]).toEqual(epoch);
  expect((await trained("4"))[0].loss).not.toBe(epoch.loss);
});

test("a loss that grows without end stops with one located line", async () => {
  const { code, out, err } = await gradwire(["train", file("wild.eq", descent(1e30)), "--values", values, "--json"]);
  expect(code).toBe(2);
  expect(out).toMatch(/^\{"epoch":1,"loss":64,/);
  expect(err).toMatch(/^\S+wild\.eq:3:1: training, epoch \d+: .* \(lower the learning rate.*\)\n$/);
});

test.each([
  [["--trace", "thet"], /model\.eq: --trace "thet": .* \(did you mean theta\)\n$/],
  [["--trace", "a,,b"], /^gradwire train: --trace is "a,,b", expected names between commas/],
  [["--epochs", "1.5"], /^gradwire train: --epochs is "1\.5", expected a whole number of at least 0/],
])("%j is refused before training", async (words, message) => {
  const { code, out, err } = await gradwire(["train", model, "--values", values, ...words]);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(message);
});

test.each([
  ["w = parameter(1)\nupdate = 1\n", /there is no loss/],
  ["w = parameter(1)\nloss = sum(w)\n", /there is no optimizer/],
  [
    "x = input(1)\nw = parameter(1)\nloss = sum(w .* x)\nupdate = adam(loss, learningRate=1)\n",
    /untrained\.eq:1:1: input "x": no numbers are given/,
  ],
])("what cannot be trained says why", async (equations, message) => {
  const { code, err } = await gradwire(["train", file("untrained.eq", equations)]);
  expect(code).toBe(2);
  expect(err).toMatch(message);
});

describe("progress", () => {
  const epoch = (number: number) => ({ epoch: number, loss: 0.125, metrics: { wrong: 3 }, gradientNorm: 1, learningRate: 0.1 });

  function shown(screen: Recorder, pause: number): string {
    let now = 0;
    const progress = createProgress(screen, 100, () => now);
    for (let number = 1; number <= 100; number++) {
      now += pause;
      progress.epochDone(epoch(number));
    }
    progress.end();
    return screen.text;
  }

  test("draws ten times a second at most, and the last epoch always", () => {
    const drawn = shown(new Recorder(true), 10).split("\r").slice(1);
    expect(drawn).toHaveLength(11);
    expect(drawn[0]).toBe("[........................] epoch 1/100  loss 0.12500  wrong 3  1s left\u001b[K");
    expect(drawn.at(-1)).toBe("[########################] epoch 100/100  loss 0.12500  wrong 3  0s left\u001b[K\n");
  });

  test("never wraps", () => {
    for (const line of shown(new Recorder(true, 30), 10).split("\r").slice(1)) expect(line.split("\u001b")[0]!.length).toBeLessThan(30);
  });

  test("writes a line for each tenth into a log, and every ten seconds in between", () => {
    expect(shown(new Recorder(), 10).split("\n")).toHaveLength(12);
    expect(shown(new Recorder(), 5000).split("\n")).toHaveLength(52);
  });

  test("tells times as people do", () => {
    expect([0.4, 59.6, 130, 3900].map(duration)).toEqual(["0s", "1m00s", "2m10s", "1h05m"]);
  });
});
