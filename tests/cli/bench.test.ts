// bench: what it prints, what it refuses, and how it counts.

import { expect, test, vi } from "vitest";
import { measure, median } from "../../src/cli/timing.ts";
import { gradwire, workspace } from "./workspace.ts";

const { file } = workspace();

const model = file(
  "model.eq",
  "x = input(2)\nW = parameter(3, 2)\nh = tanh(W * x)\nloss = sum(h)\nupdate = gradientDescent(loss, learningRate=0.1)\n",
);

test("times in milliseconds, memory, and the first three losses as JSON", async () => {
  const { code, out } = await gradwire(["bench", model, "--json", "--steps", "3"]);
  expect(code).toBe(0);
  const timing = JSON.parse(out);
  expect(Object.keys(timing).sort()).toEqual(
    ["backend", "bytes", "compileMs", "firstMs", "losses", "max", "median", "min", "runs", "stepsPerRun", "workers"].sort(),
  );
  expect(timing.runs).toBe(3);
  expect(timing.min).toBeGreaterThan(0);
  expect(timing.median).toBeGreaterThanOrEqual(timing.min);
  expect(timing.max).toBeGreaterThanOrEqual(timing.median);
  expect(timing.compileMs).toBeGreaterThan(0);
  expect(timing.firstMs).toBeGreaterThan(timing.compileMs);
  expect(timing.bytes).toBeGreaterThan(4 * 12);
  expect(timing.losses).toHaveLength(3);
  expect(timing.losses[1]).toBeLessThan(timing.losses[0]);
});

test("as text", async () => {
  const { out } = await gradwire(["bench", model, "--steps", "1"]);
  expect(out).toMatch(/^one training step, f32, \w+ backend, 1 run( of \d+ steps)? timed\n/);
  expect(out).toMatch(/^median +\S+ ms$/m);
  expect(out).toMatch(/^losses +\S+, \S+, \S+$/m);
});

test("a budget of milliseconds times at least five runs", async () => {
  const { out } = await gradwire(["bench", model, "--json", "--budget", "10"]);
  expect(JSON.parse(out).runs).toBeGreaterThanOrEqual(5);
});

test("no steps, no time and no loss are refused", async () => {
  expect(await gradwire(["bench", model, "--steps", "0"])).toMatchObject({ code: 2, out: "" });
  expect(await gradwire(["bench", model, "--budget", "0"])).toMatchObject({ code: 2, out: "" });
  expect(await gradwire(["bench", model, "--budget", "10", "--steps", "3"])).toMatchObject({ code: 2, out: "" });
  expect(await gradwire(["bench", file("still.eq", "a = 1\n")])).toMatchObject({ code: 2, out: "" });
});

/** A step that takes so many milliseconds by a clock that only it moves, and counts what it is asked for. */
function slow(milliseconds: number) {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  const asked: number[] = [];
  const run = (steps = 1) => {
    asked.push(steps);
    now += steps * milliseconds;
    return asked.length;
  };
  return { asked, step: { run, bytes: 8, backend: "none", workers: 1 } };
}

test("--workers is 1 or 2", async () => {
  const { code, err } = await gradwire(["bench", model, "--workers", "3"]);
  expect(code).toBe(2);
  expect(err).toContain("--workers is 1 or 2");
  const two = await gradwire(["bench", model, "--json", "--steps", "2", "--workers", "2"]);
  expect(JSON.parse(two.out).workers).toBe(1);
});

test("short steps are timed several at once, and the time is that of one", () => {
  const { asked, step } = slow(0.125);
  const timing = measure(() => step, { runs: 4 });
  expect(timing).toMatchObject({ losses: [1, 2, 3], runs: 4, stepsPerRun: 8, median: 0.125, min: 0.125, max: 0.125, firstMs: 0.125 });
  expect(asked).toEqual([1, 1, 1, 1, 2, 4, 8, 8, 8, 8, 8]);
});

test("long steps are timed one at a time", () => {
  expect(measure(() => slow(2).step, { runs: 2 })).toMatchObject({ stepsPerRun: 1, runs: 2, median: 2 });
});

test("a budget is spent on runs, after a third of it to warm up", () => {
  const { asked, step } = slow(2);
  expect(measure(() => step, { milliseconds: 30 }).runs).toBe(15);
  expect(asked).toHaveLength(3 + 1 + 5 + 15);
});

test("the median lies in the middle", () => {
  expect([median([1, 2, 9]), median([1, 2, 4, 9]), median([5])]).toEqual([2, 3, 5]);
});
