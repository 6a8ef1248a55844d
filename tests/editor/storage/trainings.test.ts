// A training as the browser keeps it: what is shown belongs to the epoch of the weights, and what is too large is said to be lost.

import { expect, test } from "vitest";
import { isWorthKeeping, restored, trainingRecord } from "../../../src/editor/storage/trainings.ts";
import type { KeptTraining, TrainingReport } from "../../../src/editor/worker/protocol.ts";
import { idleReport } from "../../../src/editor/worker/trainer.ts";

const training = (size: number): KeptTraining => ({
  epoch: 2,
  parameters: new Map([["W", { shape: [size], data: new Float64Array(size) }]]),
  memory: null,
});
const curve = { epochs: [1, 2, 3], losses: [3, 2, 1], norms: [1, 1, 1] };
const score = { loss: 1, metrics: {} };
const shown: TrainingReport = { ...idleReport, state: "running", epoch: 3, loss: 1, train: score, test: score };

test("a report that is ahead of the weights is brought back to their epoch", () => {
  const record = trainingRecord(training(4), shown, curve);
  expect(record.report).toMatchObject({ epoch: 2, train: null, test: null });
  expect(record.curve.losses).toEqual([3, 2]);
  expect(trainingRecord(training(4), { ...shown, epoch: 2 }, curve).report.train).toEqual(score);
});

test("what was running is paused after a reload, and says why; what was paused is as it was", () => {
  expect(restored(trainingRecord(training(4), shown, curve)).report).toMatchObject({
    state: "paused",
    note: expect.stringContaining("loaded again"),
  });
  const paused = restored(trainingRecord(training(4), { ...shown, state: "paused" }, curve));
  expect(paused.report).toMatchObject({ state: "paused", note: null });
  expect(paused.training?.parameters.get("W")?.shape).toEqual([4]);
});

test("weights of more than 8 MB are not kept, and the page says at which epoch they were", () => {
  const lost = restored(trainingRecord(training(2 ** 20 + 1), shown, curve));
  expect(lost).toMatchObject({
    training: null,
    report: { state: "idle", epoch: 0, note: expect.stringContaining("at epoch 2") },
    curve: { epochs: [] },
  });
});

test("a backend chosen before the first epoch is kept; a training that was reset is not", () => {
  const chosen: KeptTraining = { ...training(0), epoch: 0, parameters: new Map(), precision: "f64" };
  const idle: TrainingReport = { ...idleReport, backend: "reference", precision: "f64" };
  expect(isWorthKeeping(chosen, idle)).toBe(true);
  expect(restored(trainingRecord(chosen, idle, { epochs: [], losses: [], norms: [] }))).toMatchObject({
    training: { epoch: 0, precision: "f64" },
    report: { state: "idle", epoch: 0, backend: "reference", precision: "f64", note: null },
  });
  const { reproducible: _, ...older } = idle;
  expect(restored({ ...trainingRecord(chosen, idle, curve), report: older as TrainingReport }).report).toEqual(idle);
  expect(isWorthKeeping(training(4), idle)).toBe(false);
  expect(isWorthKeeping(null, idle)).toBe(false);
});
