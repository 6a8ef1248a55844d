// The examples with data sets of their own: they have the size that they say, learn, and reach what their descriptions say.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import type { Feeds } from "../../src/compiler/feeds.ts";
import { generators } from "../../src/data/index.ts";
import type { AttributeValue, Document } from "../../src/graph/document.ts";
import { loadDocument } from "../../src/graph/load.ts";
import { evaluate } from "../../src/inspection/evaluate.ts";
import { createSession, type Session } from "../../src/training/session.ts";

function load(name: string): Document {
  const result = loadDocument(readFileSync(new URL(`../../graphs/examples/${name}.json`, import.meta.url), "utf8"), registry);
  if (!result.ok) throw new Error(`${name}: ${result.problem.message}`);
  return result.value.document;
}

/** The same document with other attributes, or another type, of one node. */
function changed(document: Document, id: string, change: { attributes?: Record<string, AttributeValue>; type?: string }): Document {
  const node = document.graph.nodes[id]!;
  const nodes = {
    ...document.graph.nodes,
    [id]: { ...node, ...change, attributes: { ...node.attributes, ...change.attributes } },
  };
  return { ...document, graph: { ...document.graph, nodes } };
}

const session = (document: Document, feeds: Feeds = new Map()): Session =>
  createSession(document, registry, generators, { precision: "f32", feeds });

function trained(document: Document, epochs: number): Session {
  const run = session(document);
  for (let epoch = 0; epoch < epochs; epoch++) run.step();
  return run;
}

describe("the loss falls", () => {
  test.each([
    ["cnn-shapes", "shapes", { trainCount: 96, testCount: 3 }, 4, 0.8],
    ["mlp-digits", "digits", { trainCount: 96, testCount: 3 }, 10, 0.8],
    ["next-word", "text", { testCount: 450 }, 10, 0.9],
    ["next-character", "text", { testCount: 500, unit: "characters" }, 10, 0.9],
    ["sine-forecast", "sine", {}, 10, 0.8],
    ["mlp-reber", "reber", { trainCount: 20, testCount: 5 }, 10, 0.7],
    ["equal-strings", "bits", { trainCount: 50 }, 40, 0.95],
    ["adding-problem", "row", { trainCount: 100 }, 10, 0.9],
    ["sequence-copy", "copy", { trainCount: 100 }, 10, 0.7],
  ] as const)("%s", (name, data, attributes, epochs, share) => {
    const run = session(changed(load(name), data, { attributes }));
    const first = run.step().loss;
    for (let epoch = 2; epoch < epochs; epoch++) run.step();
    expect(run.step().loss).toBeLessThan(share * first);
  });
});

describe("cnn-shapes", () => {
  test("has 166,467 parameters", () => {
    const sizes = [...session(load("cnn-shapes")).parameters()].map(([name, { data }]) => [name, data.length] as const);
    expect(Object.fromEntries(sizes)).toEqual({ K: 288, k: 32, W_1: 165_888, b_1: 64, W_2: 192, b_2: 3 });
    expect(sizes.reduce((sum, [, size]) => sum + size, 0)).toBe(166_467);
  });

  test("gets at most 2 of 100 new images wrong after 3 epochs", () => {
    expect(trained(load("cnn-shapes"), 3).score("test")?.metrics.accuracy).toBeGreaterThan(0.98);
  });
});

describe("mlp-digits", () => {
  const run = trained(load("mlp-digits"), 30);

  test("has 2,410 parameters", () => {
    const sizes = [...run.parameters()].map(([name, { data }]) => [name, data.length] as const);
    expect(Object.fromEntries(sizes)).toEqual({ W_1: 2048, b_1: 32, W_2: 320, b_2: 10 });
  });

  test("reads fewer than 5 of 100 new digits wrongly", () => {
    expect(run.score("test")?.metrics.accuracy).toBeGreaterThan(0.95);
  });
});

test("mlp-reber: without memory 2.5 to 2.7 errors a string remain, on new strings too", () => {
  const run = trained(load("mlp-reber"), 300);
  for (const [split, count] of [["train", 400] as const, ["test", 100] as const]) {
    const { wrong_positions, wrong_strings } = run.score(split)!.metrics;
    expect(wrong_positions! / count).toBeGreaterThan(2.5);
    expect(wrong_positions! / count).toBeLessThan(2.7);
    expect(wrong_strings).toBe(count);
  }
});

describe("sine-forecast", () => {
  const document = load("sine-forecast");
  const run = trained(document, 400);
  const rmse = (errors: readonly number[]): number => Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length);

  /** The next value after 20 in a row. */
  function forecast(window: readonly number[]): number {
    const x = { shape: [20, 1, 1], data: Float64Array.from(window) };
    const y = { shape: [1, 1], data: Float64Array.of(0) };
    const feeds: Feeds = new Map([...run.parameters(), ["sine.x", x], ["sine.y", y]]);
    const { values } = evaluate(document, registry, feeds, { precision: "f64", mode: "infer", seed: 1, wrt: [] });
    return (values.p as number[][])[0]![0]!;
  }

  test("forecasts as well outside the interval as inside", () => {
    expect(Math.sqrt(run.score("train")!.loss)).toBeLessThan(0.005);
    expect(Math.sqrt(run.score("test")!.loss)).toBeLessThan(0.005);
  });

  test("runs freely over the 2 periods after it, reading its own forecasts", () => {
    const sine = (sample: number) => Math.sin((2 * Math.PI * sample) / 40);
    const series = Array.from({ length: 20 }, (_, step) => sine(140 + step));
    const errors = Array.from({ length: 80 }, (_, step) => {
      series.push(forecast(series.slice(-20)));
      return series.at(-1)! - sine(160 + step);
    });
    console.log(`sine-forecast running freely: RMSE ${rmse(errors).toFixed(4)}`);
    expect(rmse(errors)).toBeLessThan(0.05);
  });
});

describe("equal-strings", () => {
  const document = load("equal-strings");
  const run = trained(document, 500);

  test("learns to compare, new pairs too", () => {
    expect(run.score("train")?.metrics.wrong_pairs).toBe(0);
    expect(run.score("test")?.metrics.wrong_pairs).toBe(0);
  });

  test("is right with thresholds in the place of the sigmoids as well, and on longer strings", () => {
    const longer = changed(document, "bits", { attributes: { length: 30 } });
    const hard = changed(changed(longer, "h", { type: "step" }), "y", { type: "step" });
    expect(session(hard, run.parameters()).score("test")?.metrics.wrong_pairs).toBe(0);
  });
});

test("adding-problem: the error falls far below the 1/6 of saying 1", () => {
  expect(trained(load("adding-problem"), 40).score("test")?.loss).toBeLessThan(0.005);
});

test("sequence-copy: no new row is wrong", () => {
  expect(trained(load("sequence-copy"), 150).score("test")?.metrics.wrong_rows).toBe(0);
});

describe("the text", () => {
  test("next-word: some 50 of 100 words of new sentences are named", () => {
    const { loss, metrics } = trained(load("next-word"), 16).score("test")!;
    expect(loss).toBeLessThan(1.7);
    expect(metrics.accuracy).toBeGreaterThan(0.48);
  });

  test("next-character: after 5 epochs more than 40 of 100 characters", () => {
    expect(trained(load("next-character"), 5).score("test")?.metrics.accuracy).toBeGreaterThan(0.4);
  });
});
