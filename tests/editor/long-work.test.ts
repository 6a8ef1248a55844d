// What the engine does so that long work can be broken off, or is not begun where it cannot end well.

import { expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import type { KeptTraining, TrainingReport } from "../../src/editor/worker/protocol.ts";
import { createService } from "../../src/editor/worker/service.ts";
import type { Document } from "../../src/graph/document.ts";
import { sketch } from "../compiler/sketch.ts";

/** Three layers of `units` that read as many. */
const model = (units: number): Document =>
  sketch(`
    d = toy-points(trainCount=12, testCount=6, kind=circles)
    g = affine(x < d.x, units=${units})
    h = affine(x < g, units=${units})
    i = affine(x < h, units=${units})
    j = affine(x < i, units=${units})
    o = affine(x < j)
    p = sigmoid(x < o)
    loss = binary-cross-entropy(prediction < p, target < d.y)
    update = adam(loss < loss, learningRate=0.05, epochs=6)
  `);

/** Layers of 8,000 units have 64 million weights each: to draw and to train them takes minutes. */
const TOO_MANY = 8000;
/** Enough for a slow machine, and too little to draw them. In milliseconds. */
const AT_ONCE = 3000;

test("an edit tells the training that it interrupts before anything of the edited document is computed", async () => {
  const service = createService(registry);
  await service.open(model(3));
  const told: KeptTraining[] = [];
  await service.tellTraining((training) => void told.push(training));
  await service.step();
  await service.step();
  expect(told).toEqual([]);
  const opening = service.open(model(4));
  await opening;
  expect(told).toHaveLength(1);

  // another engine goes on with it as if nothing had been
  const other = createService(registry);
  await other.open(model(3));
  await other.resume(told[0]!);
  const undisturbed = createService(registry);
  await undisturbed.open(model(3));
  for (let epoch = 1; epoch < 3; epoch += 1) await undisturbed.step();
  expect((await other.step()).loss).toBe((await undisturbed.step()).loss);
});

test("a look that cannot fit into memory is refused at once, at the node with the most weights", async () => {
  const service = createService(registry);
  const begun = performance.now();
  const { analysis, inspection } = await service.refresh(model(TOO_MANY), 0);
  expect(performance.now() - begun).toBeLessThan(AT_ONCE);
  expect(inspection).toMatchObject({ code: "look-too-large", where: { node: "h" }, expected: "at most 4 GiB" });
  expect(analysis.problems).toContainEqual(inspection);
  expect(analysis.parameterCount).toBeGreaterThan(128e6);
});

test("a training step that cannot fit is refused before its weights are drawn", async () => {
  const service = createService(registry);
  await service.open(model(TOO_MANY));
  const reports: TrainingReport[] = [];
  const begun = performance.now();
  await service.train((report) => void reports.push(report));
  expect(performance.now() - begun).toBeLessThan(AT_ONCE);
  expect(reports.map(({ state, problem }) => [state, problem?.code])).toEqual([["failed", "out-of-memory"]]);
  expect(reports[0]?.problem?.message).toMatch(/needs \d+ MiB/);
});
