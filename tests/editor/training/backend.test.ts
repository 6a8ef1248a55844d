// Where the fast backend refuses: the report says so, the reference backend goes on with weights and optimizer, and there is a way back.

import { afterEach, describe, expect, test, vi } from "vitest";
import { movedTo, offersReference, slowness } from "../../../src/editor/training/backend.ts";
import { answer } from "../../../src/editor/worker/answer.ts";
import type { EngineService, TrainingReport } from "../../../src/editor/worker/protocol.ts";
import { idleReport } from "../../../src/editor/worker/trainer.ts";
import { expectToGoOn, model, opened } from "./small-service.ts";

type Host = "Memory" | "Module";

const refusals: Readonly<Record<Host, () => Error>> = {
  Memory: () => new RangeError("WebAssembly.Memory(): could not allocate memory"),
  Module: () => new WebAssembly.CompileError("WebAssembly.Module(): invalid opcode"),
};

/** From now on, or from a later call on, the host gives no more of these. */
function refuse(what: Host, granted = 0): void {
  const original = WebAssembly[what];
  let left = granted;
  vi.spyOn(WebAssembly, what).mockImplementation(function (this: unknown, ...given: unknown[]) {
    left -= 1;
    if (left < 0) throw refusals[what]();
    return Reflect.construct(original, given);
  } as never);
}

afterEach(() => vi.restoreAllMocks());

async function lastOfRun(service: EngineService): Promise<TrainingReport> {
  const reports: TrainingReport[] = [];
  await service.train((report) => reports.push(report));
  return reports.at(-1)!;
}

const kept = async (service: EngineService) => (await service.kept())!;

describe.each([
  ["Memory", "out-of-memory"],
  ["Module", "module-refused"],
] as const)("where the host refuses WebAssembly.%s", (what, code) => {
  test("the report fails with the way out in the words of the page, and the reference backend is offered", async () => {
    refuse(what);
    const report = await (await opened()).step();
    expect(report).toMatchObject({ state: "failed", epoch: 0, problem: { code }, backend: "wasm", precision: "f32", train: null });
    expect(report.problem!.remedy).toMatch(/reference backend/);
    expect(report.problem!.remedy).not.toContain("--");
    expect(offersReference(report)).toBe(true);
    expect(slowness(report)).toBeNull();
  });

  test("in the middle of a training, the reference goes on with weights and optimizer, to the end", async () => {
    const service = await opened();
    await service.step();
    const before = await kept(service);
    // a trainer prepares its step once: the next edit needs another one
    await service.open(model(7));
    refuse(what);
    expect(await service.step()).toMatchObject({ state: "failed", epoch: 1, problem: { code } });
    expect(await kept(service)).toEqual(before);
    expect(await service.computeIn("f64")).toEqual({ backend: "reference", precision: "f64", reproducible: false });
    expect(await kept(service)).toEqual({ ...before, precision: "f64" });
    const after = await service.step();
    expect(after).toMatchObject({ state: "paused", epoch: 2, problem: null, backend: "reference", precision: "f64" });
    expect(after.train!.loss).toBeGreaterThan(0);
    expect((await kept(service)).memory!.steps).toBe(2);
    expect(await lastOfRun(service)).toMatchObject({ state: "done", epoch: 7, backend: "reference" });
  });

  test("only for the present weights' loss, the epochs stay and the refusal is told", async () => {
    const service = await opened();
    await service.step();
    await service.open(model(8));
    // the first is the step's
    refuse(what, 1);
    const report = await service.step();
    expect(report).toMatchObject({ state: "paused", epoch: 2, train: null, problem: { code } });
    expect(offersReference(report)).toBe(true);
  });
});

test("a backend chosen before the first epoch is kept, resumed, and given up with the way back", async () => {
  const service = await opened();
  expect(await service.kept()).toBeNull();
  await service.computeIn("f64");
  expect(await kept(service)).toEqual({ epoch: 0, parameters: new Map(), memory: null, precision: "f64", reproducible: false });
  const other = await opened();
  await other.resume(structuredClone(await kept(service)));
  expect(await other.step()).toMatchObject({ epoch: 1, backend: "reference", precision: "f64" });
  await service.computeIn("f32");
  expect(await service.kept()).toBeNull();
});

test("a run goes on when the backend is changed, there and back, and misses no epoch", async () => {
  const service = await opened(1_000_000);
  await expectToGoOn(service, [
    { seen: { backend: "wasm" } },
    { change: () => service.computeIn("f64"), seen: { backend: "reference" } },
    { change: () => service.computeIn("f32"), seen: { backend: "wasm", precision: "f32" } },
  ]);
});

test("on the reference backend a training takes the path that it takes in f32, up to rounding", async () => {
  const [fast, exact] = [await opened(), await opened()];
  await exact.computeIn("f64");
  for (let epoch = 0; epoch < 4; epoch++) {
    const [a, b] = [await fast.step(), await exact.step()];
    expect(a.loss! / b.loss!).toBeCloseTo(1, 5);
  }
});

test("the choice lasts over edits, a reset and a resumption, and belongs to its document", async () => {
  const service = await opened();
  await service.computeIn("f64");
  await service.open(model(9));
  expect(await service.step()).toMatchObject({ precision: "f64" });
  const training = structuredClone(await kept(service));
  expect(await service.reset()).toMatchObject({ state: "idle", backend: "reference", precision: "f64" });
  expect(await service.step()).toMatchObject({ precision: "f64" });
  const { precision: _, ...older } = training;
  await service.resume(older);
  expect(await service.step()).toMatchObject({ backend: "wasm", precision: "f32", epoch: 2 });
  await service.resume(training);
  expect(await service.step()).toMatchObject({ backend: "reference", precision: "f64", epoch: 2 });
});

test("a host without SIMD trains on the reference in f32, and says so", async () => {
  vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
  vi.resetModules();
  // what the host can do is found out once, so these modules are read anew
  const fresh = await import("../../../src/editor/worker/service.ts");
  const nodes = await import("../../../nodes/index.ts");
  const service = fresh.createService(nodes.registry);
  await service.open(model(6));
  const report = await service.step();
  expect(report).toMatchObject({ state: "paused", epoch: 1, backend: "reference", precision: "f32" });
  expect(slowness(report)).toMatch(/f32.*no SIMD/);
  expect(offersReference(report)).toBe(false);
});

test("the report that moves to another backend is at rest again, tells no epoch twice, and keeps a run", () => {
  const problem = { code: "out-of-memory", message: "no" };
  const passed = { epochs: [1], losses: [1], norms: [1] };
  const reference = { backend: "reference", precision: "f64", reproducible: false } as const;
  const failed: TrainingReport = { ...idleReport, state: "failed", epoch: 1, passed, problem };
  expect(movedTo(failed, reference)).toEqual({ ...idleReport, ...reference, state: "paused", epoch: 1 });
  expect(movedTo({ ...failed, epoch: 0 }, reference).state).toBe("idle");
  expect(movedTo({ ...failed, state: "running", problem: null }, reference).state).toBe("running");
  expect(offersReference({ ...failed, ...reference })).toBe(false);
  expect(offersReference({ ...failed, problem: { code: "not-finite", message: "no" } })).toBe(false);
});

test("numbers that do not fit into memory at all are no defect", () => {
  const result = answer(() => {
    throw new RangeError("Array buffer allocation failed");
  });
  expect(result).toMatchObject({ ok: false, problem: { code: "memory-full", remedy: expect.stringContaining("fewer examples") } });
});
