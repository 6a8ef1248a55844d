// A service that has a small net on points in circles open.

import { expect } from "vitest";
import { registry } from "../../../nodes/index.ts";
import type { EngineService, TrainingReport } from "../../../src/editor/worker/protocol.ts";
import { createService } from "../../../src/editor/worker/service.ts";
import { sketch } from "../../compiler/sketch.ts";

export const model = (epochs: number) =>
  sketch(`
    d = toy-points(trainCount=12, testCount=6, kind=circles)
    h = affine(x < d.x, units=4)
    a = tanh(x < h)
    o = affine(x < a)
    p = sigmoid(x < o)
    loss = binary-cross-entropy(prediction < p, target < d.y)
    update = adam(loss < loss, learningRate=0.05, epochs=${epochs})
  `);

export async function opened(epochs = 6): Promise<EngineService> {
  const service = createService(registry);
  await service.open(model(epochs));
  return service;
}

interface Change {
  readonly change?: () => Promise<unknown>;
  /** What reports then say. */
  readonly seen: Partial<TrainingReport>;
}

/** A run goes on over each change, misses no epoch, and rests at the end as the last change left it. */
export async function expectToGoOn(service: EngineService, changes: readonly Change[]): Promise<void> {
  const reports: TrainingReport[] = [];
  const end = service.train((report) => reports.push(report));
  for (const { change, seen } of changes) {
    await change?.();
    const from = reports.length;
    const wanted = expect.objectContaining(seen);
    await expect
      .poll(() => reports.slice(from).filter((report) => wanted.asymmetricMatch(report)).length, { timeout: 5000 })
      .toBeGreaterThan(2);
  }
  await service.pause();
  await end;
  expect(reports.slice(0, -1).every(({ state }) => state === "running")).toBe(true);
  expect(reports.at(-1)).toMatchObject({ state: "paused", note: null, problem: null, ...changes.at(-1)!.seen });
  const epochs = reports.flatMap(({ passed }) => passed.epochs);
  expect(epochs).toEqual(epochs.map((_, k) => k + 1));
}
