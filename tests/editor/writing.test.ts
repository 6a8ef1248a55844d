// Writing as the page asks for it, without a worker: at any time, at the present weights, and never with a throw.

import { expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import type { EngineService, WritingRequest, Written } from "../../src/editor/worker/protocol.ts";
import { createService } from "../../src/editor/worker/service.ts";
import { sketch } from "../compiler/sketch.ts";
import { netOf } from "../inspection/generation/texts.ts";

const request: WritingRequest = { count: 3, temperature: 0.7, seed: 1 };

async function opened(document = netOf()): Promise<EngineService> {
  const service = createService(registry);
  await service.open(document);
  return service;
}

async function written(service: EngineService, of = request): Promise<Written> {
  const answer = await service.write(of);
  if (!answer || "code" in answer) throw new Error(answer?.message ?? "stopped");
  return answer;
}

test("the analysis says which documents can write", async () => {
  const service = createService(registry);
  expect((await service.open(netOf())).writes).toBe(true);
  expect((await service.open(sketch("d = text()\n z = affine(x < d.x, units=3)"))).writes).toBe(false);
  expect((await service.open(sketch("d = toy-points()"))).writes).toBe(false);
});

test("untrained weights write, and trained ones write something else", async () => {
  const service = await opened();
  const before = await written(service);
  expect(before).toMatchObject({ epoch: 0, sentences: [{}, {}, {}] });
  expect(await written(service)).toEqual(before);
  await service.step();
  const after = await written(service);
  expect(after.epoch).toBe(1);
  expect(after.sentences).not.toEqual(before.sentences);
});

test("the example on the page is told symbol by symbol", async () => {
  const service = await opened();
  const inspection = await service.inspect(2);
  if ("code" in inspection) throw new Error(inspection.message);
  expect(inspection.symbols).toHaveLength(inspection.steps!);
  expect(inspection.symbols!.join("")).toBe(inspection.label);
});

test("a run goes on beside it", async () => {
  const service = await opened();
  const during: Promise<Written>[] = [];
  await service.train(({ state, epoch }) => {
    if (state === "running" && epoch >= 1 && during.length === 0) during.push(written(service).finally(() => service.pause()));
  });
  const [first] = await Promise.all(during);
  expect(first!.sentences).toHaveLength(3);
  expect(first!.epoch).toBeGreaterThanOrEqual(1);
});

test("what is stopped, or asked for anew, ends with nothing", async () => {
  const service = await opened();
  // many at once take longer than a slice
  const long = { ...request, count: 400 };
  const stopped = service.write(long);
  await service.stopWriting();
  expect(await stopped).toBeNull();
  const [first, second] = [service.write(long), service.write(request)];
  expect(await first).toBeNull();
  expect(await second).toMatchObject({ sentences: [{}, {}, {}] });
});

test("what cannot be written is an answer with the reason", async () => {
  const service = await opened(sketch("d = toy-points()\n h = affine(x < d.x, units=3)"));
  expect(await service.write(request)).toMatchObject({ code: "no-next-symbol" });
  expect(await (await opened()).write({ ...request, temperature: -1 })).toMatchObject({ code: "bad-temperature" });
});
