// Every fixture that was computed outside, through the parser, the compiler and the engine, as `eval` and `train` run them.

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { Problem } from "../../src/base/errors.ts";
import { readLibrary } from "../../src/cli/model.ts";
import { parseEquations } from "../../src/compiler/equations/index.ts";
import { nestedOf, readFeeds } from "../../src/compiler/feeds.ts";
import { generators } from "../../src/data/index.ts";
import type { Document } from "../../src/graph/document.ts";
import { evaluate } from "../../src/inspection/evaluate.ts";
import { createSession } from "../../src/training/session.ts";
import { difference, differences } from "./numbers.ts";

type Numbers = Readonly<Record<string, unknown>>;

interface Case {
  readonly name: string;
  readonly equations: string;
  readonly values: Numbers;
}

interface EvalCase extends Case {
  readonly expected: { readonly loss: number | null; readonly values: Numbers; readonly gradients: Numbers };
}

interface TrainCase extends Case {
  readonly epochs: number;
  readonly trace: Readonly<Record<string, readonly unknown[]>>;
  readonly loss: readonly number[];
}

/** Files come and go with the generator, so the list is read from the folder. */
function fixtures<T extends Case>(kind: "eval" | "train"): [string, T][] {
  const folder = new URL(`../fixtures/${kind}/`, import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  return files.map((file) => [file.replace(/\.json$/, ""), JSON.parse(readFileSync(new URL(file, folder), "utf8")) as T]);
}

async function documentOf({ name, equations }: Case): Promise<Document> {
  const parsed = parseEquations(equations, { registry, library: await readLibrary(equations), title: name });
  if (!parsed.ok) throw new Problem(parsed.problem);
  return parsed.value;
}

describe("eval", () => {
  test.each(fixtures<EvalCase>("eval"))("%s", async (_, fixture) => {
    const { expected, values } = fixture;
    const feeds = readFeeds(values);
    const result = evaluate(await documentOf(fixture), registry, feeds, { precision: "f64", mode: "train", seed: 1, wrt: "all" });
    const found = [
      ...differences(result.values, expected.values).map((line) => `value of ${line}`),
      ...differences(result.gradients, expected.gradients).map((line) => `gradient by ${line}`),
    ];
    expect(found).toEqual([]);
    expect(difference(result.loss, expected.loss)).toBeNull();
  });
});

describe("train", () => {
  test.each(fixtures<TrainCase>("train"))("%s", async (_, fixture) => {
    const { epochs, values, trace, loss } = fixture;
    const session = createSession(await documentOf(fixture), registry, generators, { precision: "f64", feeds: readFeeds(values), epochs });
    const found: string[] = [];
    while (session.epoch < session.epochs) {
      const report = session.step();
      const at = `epoch ${report.epoch}`;
      const off = difference(report.loss, loss[report.epoch - 1], `${at}: loss`);
      const parameters = session.parameters();
      const named = Object.fromEntries(Object.keys(trace).map((name) => [name, nestedOf(parameters.get(name)!)]));
      const wanted = Object.fromEntries(Object.entries(trace).map(([name, steps]) => [name, steps[report.epoch - 1]]));
      found.push(...(off ? [off] : []), ...differences(named, wanted).map((line) => `${at}: ${line}`));
    }
    expect(found).toEqual([]);
    expect(session.epoch).toBe(loss.length);
  });
});
