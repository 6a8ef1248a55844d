// --reproducible on a host with relaxed SIMD: what is computed, and what is said of it.

import { beforeAll, expect, test } from "vitest";
import { becomeRelaxed, compiledModules, isRelaxed } from "../engine/wasm/relaxed-host.ts";
import { gradwire, workspace } from "./workspace.ts";

const { file } = workspace();

beforeAll(becomeRelaxed);

const model = file(
  "model.eq",
  "x = input(2)\nW = parameter(3, 2)\nh = tanh(W * x)\nloss = sum(h)\nupdate = gradientDescent(loss, learningRate=0.1)\n",
);
const values = file("values.json", {
  x: [1, 2],
  W: [
    [0.1, 0.2],
    [0.3, -0.4],
    [0.5, 0.6],
  ],
});

test.each([
  ["without the switch", [], true],
  ["with it", ["--reproducible"], false],
])("bench tells whether relaxed SIMD was used, %s", async (_, words, relaxed) => {
  const modules = compiledModules();
  const { code, out } = await gradwire(["bench", model, "--json", "--steps", "1", ...words]);
  expect([code, JSON.parse(out).relaxed, modules.map(isRelaxed)]).toEqual([0, relaxed, [relaxed]]);
  const { out: text } = await gradwire(["bench", model, "--steps", "1", ...words]);
  expect(text.split("\n")[0]!.includes("wasm backend, relaxed SIMD")).toBe(relaxed);
});

test("train computes without it, and its lines have the same fields", async () => {
  const train = (...words: string[]) => gradwire(["train", model, "--values", values, "--epochs", "2", "--json", ...words]);
  const fields = (out: string) =>
    out
      .trim()
      .split("\n")
      .map((line) => Object.keys(JSON.parse(line)));
  const usual = await train();
  const modules = compiledModules();
  const { code, out, err } = await train("--reproducible");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect([modules.length > 0, modules.some(isRelaxed)]).toEqual([true, false]);
  expect(fields(out)).toEqual(fields(usual.out));
});

test("it takes no value, and only commands that train have it", async () => {
  expect((await gradwire(["train", model, "--reproducible=yes"])).err).toContain("--reproducible takes no value");
  expect((await gradwire(["eval", model, "--reproducible"])).err).toContain("unknown option --reproducible");
  for (const command of ["train", "bench"]) expect((await gradwire([command, "--help"])).out).toContain("--reproducible");
});
