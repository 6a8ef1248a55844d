// The choice of numbers that are the same on every host, through the service that the page talks to, on a host with relaxed SIMD.

import { beforeAll, expect, test } from "vitest";
import { isFast } from "../../../src/editor/training/backend.ts";
import { idleReport } from "../../../src/editor/worker/trainer.ts";
import { sketch } from "../../compiler/sketch.ts";
import { becomeRelaxed, compiledModules, isRelaxed } from "../../engine/wasm/relaxed-host.ts";
import { expectToGoOn, model, opened } from "./small-service.ts";

beforeAll(becomeRelaxed);

test("the host tells what it has", async () => {
  const host = await (await opened()).host();
  expect(host).toEqual({ simd: true, relaxedSimd: true });
  expect(isFast(host, null)).toBe(true);
  expect(isFast(host, { ...idleReport, precision: "f64" })).toBe(false);
  expect(isFast({ simd: false, relaxedSimd: false }, null)).toBe(false);
});

test("weights and optimizer go on, and from then on nothing is relaxed", async () => {
  const service = await opened();
  const modules = compiledModules();
  await service.step();
  const before = (await service.kept())!;
  expect([modules.length > 0, modules.every(isRelaxed)]).toEqual([true, true]);
  expect(await service.setReproducible(true)).toEqual({ backend: "wasm", precision: "f32", reproducible: true });
  expect(await service.kept()).toEqual({ ...before, reproducible: true });
  modules.length = 0;
  expect(await service.step()).toMatchObject({ epoch: 2, backend: "wasm", reproducible: true, problem: null });
  expect((await service.kept())!.memory!.steps).toBe(2);
  expect([modules.length > 0, modules.some(isRelaxed)]).toEqual([true, false]);
});

test("a run goes on when it is chosen and given up, and misses no epoch", async () => {
  const service = await opened(1_000_000);
  await expectToGoOn(service, [
    { seen: { reproducible: false } },
    { change: () => service.setReproducible(true), seen: { reproducible: true } },
    { change: () => service.setReproducible(false), seen: { reproducible: false } },
  ]);
});

test("chosen before the first epoch it is kept; it lasts over edits, a reset and f64, and belongs to its document", async () => {
  const service = await opened();
  expect(await service.kept()).toBeNull();
  await service.setReproducible(true);
  const chosen = structuredClone((await service.kept())!);
  expect(chosen).toMatchObject({ epoch: 0, reproducible: true });
  await service.open(model(9));
  expect(await service.step()).toMatchObject({ epoch: 1, reproducible: true });
  await service.computeIn("f64");
  await service.computeIn("f32");
  expect(await service.step()).toMatchObject({ epoch: 2, backend: "wasm", reproducible: true });
  const { reproducible: _, ...older } = (await service.kept())!;
  expect(await service.reset()).toMatchObject({ state: "idle", epoch: 0, reproducible: true });
  await service.resume(older);
  expect(await service.step()).toMatchObject({ epoch: 3, reproducible: false });
  await service.resume(chosen);
  expect(await service.step()).toMatchObject({ epoch: 1, reproducible: true });
  await service.setReproducible(false);
  expect((await service.kept())!.reproducible).toBe(false);
});

test("cells side by side are trained in the same way", async () => {
  const service = await opened();
  await service.setReproducible(true);
  const modules = compiledModules();
  const document = sketch(`
    d = reber(trainCount=6, testCount=2)
    z = delay(x < h)
    h = gate(x1 < z, x2 < d.x, units=3, activation=tanh)
    o = affine(x < h)
    p = sigmoid(x < o)
    loss = binary-cross-entropy(prediction < p, target < d.y, mask < d.mask)
    update = adam(loss < loss)
  `);
  await service.compare({ variants: [{ name: "h", document }], node: "h", epochs: 2, example: 0 }, () => {});
  expect([modules.length > 0, modules.some(isRelaxed)]).toEqual([true, false]);
});
