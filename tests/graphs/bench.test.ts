// The workloads of graphs/bench: they load, look tidy, and do the work that PyTorch does (tests/bench/losses.json says how that was found).

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { firstBatch, prepareTrainingStep } from "../../src/cli/training-step.ts";
import type { Document } from "../../src/graph/document.ts";
import { loadDocument } from "../../src/graph/load.ts";
import { saveDocument } from "../../src/graph/save.ts";
import { validate } from "../../src/graph/validate.ts";
import { Layout, overlap } from "./layout.ts";

const folder = new URL("../../graphs/bench/", import.meta.url);
const read = (name: string) => readFileSync(new URL(`${name}.json`, folder), "utf8");
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.replace(/\.json$/, ""));
const { losses } = JSON.parse(readFileSync(new URL("../bench/losses.json", import.meta.url), "utf8")) as {
  losses: Record<string, number[]>;
};

function load(name: string): Document {
  const result = loadDocument(read(name), registry);
  if (!result.ok) throw new Error(result.problem.message);
  return result.value.document;
}

test("are the workloads whose losses are known", () => expect(names.sort()).toEqual(Object.keys(losses).sort()));

describe.each(names)("bench/%s", (name) => {
  test("loads without a warning, is in the program's own layout, and says what it is", () => {
    const document = load(name);
    expect(loadDocument(read(name), registry)).toMatchObject({ ok: true, value: { warnings: [] } });
    expect(validate(document, registry)).toEqual([]);
    expect(saveDocument(document)).toBe(read(name));
    expect(document.title).toBe(name);
    expect(document.description.length).toBeGreaterThan(100);
    expect(document.source).toMatch(/notes? 00\d/);
  });

  test("no node and no plate lies on another", () => {
    const document = load(name);
    const { boxes, plates } = new Layout(document, document.graph, null, registry);
    const things = [...boxes, ...plates];
    const pairs = things.flatMap((a, index) => things.slice(index + 1).map((b) => ({ a, b })));
    expect(pairs.filter(({ a, b }) => overlap(a, b, 3)).map(({ a, b }) => `${a.id} on ${b.id}`)).toEqual([]);
  });

  test("the first three losses are PyTorch's", () => {
    const document = load(name);
    const step = prepareTrainingStep(document, registry, firstBatch(document, registry, new Map()));
    for (const expected of losses[name]!) expect(Math.abs(step.run() / expected - 1)).toBeLessThan(2e-5);
  });
});

test("several steps in one call are those steps", () => {
  const start = () => {
    const document = load("tiny-scalar");
    return prepareTrainingStep(document, registry, firstBatch(document, registry, new Map()));
  };
  const [one, several] = [start(), start()];
  const single = Array.from({ length: 5 }, () => one.run());
  expect([several.run(2), several.run(3)]).toEqual([single[1], single[4]]);
});
