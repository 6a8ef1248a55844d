// Questions about recurrence through the service that the page talks to.

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { generators } from "../../../src/data/index.ts";
import { createService } from "../../../src/editor/worker/service.ts";
import type { Document } from "../../../src/graph/document.ts";
import { loadDocument } from "../../../src/graph/load.ts";
import { type Study, studied } from "../../../src/inspection/recurrence/study.ts";
import { openSubject } from "../../../src/inspection/recurrence/subject.ts";
import { exampleFeeds, loadData } from "../../../src/training/data-feeds.ts";
import { sketch } from "../../compiler/sketch.ts";

const example = (name: string): Document => graph(`examples/${name}`);

function graph(path: string): Document {
  const loaded = loadDocument(readFileSync(new URL(`../../../graphs/${path}.json`, import.meta.url), "utf8"), registry);
  if (!loaded.ok) throw new Error(loaded.problem.message);
  return loaded.value.document;
}

const cellNames = readdirSync(new URL("../../../graphs/cells/", import.meta.url)).map((file) => file.replace(/\.json$/, ""));

const question = { example: 3, state: null, input: null };

test("the answer is the study of that example at the starting weights, then at the trained ones", async () => {
  const document = example("rnn-reber");
  const service = createService(registry);
  await service.open(document);
  const first = (await service.recurrence(question)) as Study;
  const feeds = exampleFeeds(loadData(document, registry, generators), "train", 3);
  const alone = studied(openSubject(document, registry, feeds, new Map()), question);
  expect(first).toEqual(alone);

  await service.step();
  const { parameters } = (await service.kept())!;
  const second = (await service.recurrence(question)) as Study;
  expect(second).toEqual(studied(openSubject(document, registry, feeds, parameters), question));
  expect([...second.byState.spectral]).not.toEqual([...first.byState.spectral]);
});

test("a newer question ends an older one", async () => {
  // a clock by which every piece takes a slice
  let now = 0;
  const service = createService(registry, () => {
    now += 20;
    return now;
  });
  await service.open(example("lstm-embedded-reber"));
  const [older, newer] = await Promise.all([
    service.recurrence({ ...question, state: "lstm.h" }),
    service.recurrence({ ...question, state: "lstm.C" }),
  ]);
  expect(older).toBeNull();
  expect((newer as Study).state).toBe("lstm.C");
});

test("an example beyond the last is the last, and inputs that nothing feeds are looked at as the page shows them", async () => {
  const service = createService(registry);
  await service.open(
    sketch(`
      x = sequence(shape=[2])
      z = delay(x < h)
      h = gate(x1 < z, x2 < x, units=3, activation=tanh)
    `),
  );
  const study = (await service.recurrence({ ...question, example: 99 })) as Study;
  expect([study.state, study.input, study.steps]).toEqual(["h", "x", 8]);
});

test("what cannot be looked into is a problem, never an error", async () => {
  const service = createService(registry);
  await service.open(example("mlp-sine"));
  expect(await service.recurrence(question)).toMatchObject({ code: "no-recurrence" });
  await service.open(
    sketch(`
      a = tanh(x < b)
      b = tanh(x < a)
    `),
  );
  expect(await service.recurrence(question)).toHaveProperty("code");
});

test.each(cellNames)("cells/%s can be looked into, state by state", async (name) => {
  const service = createService(registry);
  await service.open(graph(`cells/${name}`));
  const first = (await service.recurrence(question)) as Study;
  for (const state of first.states) {
    const study = (await service.recurrence({ ...question, state })) as Study;
    expect([study.state, study.steps]).toEqual([state, 8]);
    // by itself, at its end, a state is the identity
    const end = study.direction === "forward" ? study.steps - 1 : 0;
    expect([study.byState.spectral[end], study.byState.frobenius[end]! ** 2]).toEqual([1, expect.closeTo(study.byState.rows, 10)]);
    expect(study.verdict.fate).not.toBe("broken");
  }
});
