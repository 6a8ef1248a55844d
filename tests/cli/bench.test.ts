// bench: what it prints, what it refuses, and how it counts.

import { expect, test, vi } from "vitest";
import { awaitSecondWorker } from "../../src/cli/second-worker.ts";
import { measure, median } from "../../src/cli/timing.ts";
import type { StartPartner } from "../../src/engine/backend/wasm/workers/pair.ts";
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
    ["backend", "bytes", "compileMs", "firstMs", "losses", "max", "median", "min", "relaxed", "runs", "stepsPerRun", "workers"].sort(),
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
  expect(out).toMatch(/^one training step, f32, \w+ backend(, relaxed SIMD)?, 1 run( of \d+ steps)? timed\n/);
  expect(out).toMatch(/^median +\S+ ms$/m);
  expect(out).toMatch(/^compile +\S+ ms; with the first step \S+ ms$/m);
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

/**
 * A step that takes so many milliseconds by a clock that only it moves, and counts what it is asked for.
 * @param at what it takes at this time, where that changes
 */
function slow(milliseconds: number, at: (milliseconds: number, now: number) => number = (constant) => constant) {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  const asked: number[] = [];
  const run = (steps = 1) => {
    asked.push(steps);
    now += steps * at(milliseconds, now);
    return asked.length;
  };
  return { asked, step: { run, bytes: 8, backend: "none", relaxed: false, workers: 1 } };
}

test("--workers is 1 or 2", async () => {
  const { code, err } = await gradwire(["bench", model, "--workers", "3"]);
  expect(code).toBe(2);
  expect(err).toContain("--workers is 1 or 2");
  const two = await gradwire(["bench", model, "--json", "--steps", "2", "--workers", "2"]);
  expect(JSON.parse(two.out).workers).toBe(1);
});

test("of two workers, one that computed alone says why, in the text alone", async () => {
  const { out } = await gradwire(["bench", model, "--steps", "2", "--workers", "2"]);
  expect(out).toMatch(/^workers +1: the step is too small to be shared/m);
  expect((await gradwire(["bench", model, "--steps", "2"])).out).not.toMatch(/^workers/m);
});

test("a second worker is waited for, for a second, and the reason is what became of it", () => {
  const message = {} as Parameters<StartPartner>[0];
  const none = awaitSecondWorker(() => null);
  expect([none.isSettled({ workers: 1 }), none.isSettled({ workers: 2 })]).toEqual([false, true]);
  none.start(message);
  expect(none.isSettled({ workers: 1 })).toBe(true);
  expect(none.whyAlone()).toContain("one processor");
  const slowOne = awaitSecondWorker(() => ({ end() {} }));
  slowOne.start(message);
  expect(slowOne.isSettled({ workers: 1 })).toBe(false);
  expect(slowOne.whyAlone()).toContain("not ready in time");

  const never = slow(10);
  measure(
    () => never.step,
    { runs: 1 },
    () => false,
  );
  expect(never.asked).toHaveLength(3 + 100 + 1);
  const soon = slow(10);
  measure(
    () => soon.step,
    { runs: 1 },
    () => soon.asked.length >= 30,
  );
  expect(soon.asked).toHaveLength(30 + 1);
});

test("short steps are timed several at once, and the time is that of one", () => {
  const { asked, step } = slow(0.125);
  const timing = measure(() => step, { runs: 4 });
  expect(timing).toMatchObject({ losses: [1, 2, 3], runs: 4, stepsPerRun: 8, median: 0.125, min: 0.125, max: 0.125, firstMs: 0.125 });
  expect(asked.slice(0, 7)).toEqual([1, 1, 1, 1, 2, 4, 8]);
  expect(asked.slice(-5)).toEqual([8, 8, 8, 8, 8]);
});

test("a tenth of a second is run before any run is timed", () => {
  const { asked, step } = slow(2);
  expect(measure(() => step, { runs: 2 })).toMatchObject({ stepsPerRun: 1, runs: 2, median: 2 });
  expect(asked).toHaveLength(3 + 50 + 2);
});

test("steps that get quicker with time are not timed cold, and each run takes a millisecond", () => {
  const { asked, step } = slow(0.5, (milliseconds, now) => (now < 50 ? milliseconds : milliseconds / 16));
  expect(measure(() => step, { runs: 3 })).toMatchObject({ stepsPerRun: 32, median: 0.5 / 16, max: 0.5 / 16 });
  expect(asked.at(-1)).toBe(32);
});

test("a budget is spent on runs, after a third of it to warm up", () => {
  const { asked, step } = slow(2);
  expect(measure(() => step, { milliseconds: 30 }).runs).toBe(15);
  expect(asked).toHaveLength(3 + 5 + 15);
});

test("the median lies in the middle", () => {
  expect([median([1, 2, 9]), median([1, 2, 4, 9]), median([5])]).toEqual([2, 3, 5]);
});
