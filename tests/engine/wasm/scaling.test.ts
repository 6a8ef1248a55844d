// What grows with the number of steps and of examples, and what does not: the tape and the code stay, memory grows in proportion at most.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { compile } from "../../../src/compiler/compile.ts";
import { formsOf } from "../../../src/compiler/forms.ts";
import { generators } from "../../../src/data/index.ts";
import type { Executable } from "../../../src/engine/backend/executable.ts";
import { prepareFor } from "../../../src/engine/backend/prepare-for.ts";
import { prepareWasm } from "../../../src/engine/backend/wasm/executor.ts";
import { optimize } from "../../../src/engine/passes/for-speed.ts";
import { splitBatch } from "../../../src/engine/passes/split-batch.ts";
import type { Tape } from "../../../src/engine/tape.ts";
import type { Document } from "../../../src/graph/document.ts";
import { loadDocument } from "../../../src/graph/load.ts";
import { feedsOf, loadData } from "../../../src/training/data-feeds.ts";
import { exampleAxes, trainingTape } from "../../../src/training/training-tape.ts";

function load(name: string): Document {
  const loaded = loadDocument(readFileSync(new URL(`../../../graphs/bench/${name}.json`, import.meta.url), "utf8"), registry);
  if (!loaded.ok) throw new Error(loaded.problem.message);
  return loaded.value.document;
}

/** The same data nodes with other sizes. */
function sized(document: Document, sizes: Readonly<Record<string, number>>): Document {
  const nodes = Object.entries(document.graph.nodes).map(([id, node]) => {
    const attributes = { ...node.attributes };
    if (node.type === "random-numbers")
      for (const [attribute, size] of Object.entries(sizes)) if (attributes[attribute] !== 0) attributes[attribute] = size;
    return [id, { ...node, attributes }] as const;
  });
  return { ...document, graph: { ...document.graph, nodes: Object.fromEntries(nodes) } };
}

interface Measured {
  readonly equations: number;
  readonly codeBytes: number;
  readonly bytes: number;
}

const equationsOf = ({ equations }: Tape): number =>
  equations.reduce((count, equation) => count + 1 + (equation.primitive === "scan" ? equationsOf(equation.params.body) : 0), 0);

/** The training step as the page and the command line run it. */
function prepared(document: Document): Executable {
  const feeds = feedsOf(loadData(document, registry, generators), "train");
  const program = compile(document, registry, formsOf(document, registry, feeds));
  const { tape } = trainingTape(program, registry);
  return prepareFor(tape, "f32", { axes: exampleAxes(program, tape), padded: null });
}

/** Milliseconds of the fastest of many steps of each, in turns, so that what others do on the machine meets all of them. */
function fastest(executables: readonly Executable[]): number[] {
  const times = executables.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < 60; round++) {
    executables.forEach((executable, index) => {
      const begin = performance.now();
      executable.step();
      times[index] = Math.min(times[index]!, performance.now() - begin);
    });
  }
  return times;
}

function measure(document: Document, turns: number): Measured {
  const feeds = feedsOf(loadData(document, registry, generators), "train");
  const program = compile(document, registry, formsOf(document, registry, feeds));
  const { tape } = trainingTape(program, registry);
  const fast = splitBatch(optimize(tape), exampleAxes(program, tape), { turns });
  const { codeBytes, bytes } = prepareWasm(fast, { relaxed: false });
  return { equations: equationsOf(fast), codeBytes, bytes };
}

it.each(["steps", "examples"] as const)("the time of a step grows in proportion to the %s", (what) => {
  const document = load("lstm-embedded-reber");
  const sizes = { steps: [16, 64, 256], examples: [40, 160, 640] }[what];
  const others = { steps: 32, examples: 80 };
  const times = fastest(sizes.map((size) => prepared(sized(document, { ...others, [what]: size }))));
  console.info(`${what} ${sizes.join(", ")}: ${times.map((time) => time.toFixed(2)).join(", ")} ms`);
  const [first, second, third] = times as [number, number, number];
  for (const growth of [second / first, third / second]) {
    expect(growth).toBeGreaterThan(2);
    expect(growth).toBeLessThan(7);
  }
});

describe.each(["rnn-reber", "lstm-embedded-reber", "adam-cell"])("%s", (name) => {
  const document = load(name);

  it("has one tape and nearly one code for 20 and for 200 steps, and memory in proportion", () => {
    const [short, long] = [20, 200].map((steps) => measure(sized(document, { steps, examples: 32 }), 1)) as [Measured, Measured];
    expect(long.equations).toBe(short.equations);
    expect(Math.abs(long.codeBytes - short.codeBytes) / short.codeBytes).toBeLessThan(0.2);
    expect(long.bytes).toBeLessThan(11 * short.bytes);
  });

  it("needs hardly more for more examples where these come in turns", () => {
    const [few, many] = [2, 8].map((turns) => measure(sized(document, { steps: 50, examples: 32 * turns }), turns)) as [Measured, Measured];
    expect(many.equations).toBe(few.equations);
    // the data are four times as many
    expect(many.bytes).toBeLessThan(3.5 * few.bytes);
  });
});

it("the LSTM on 400 strings of 64 symbols needs less than 100 MB, in turns and all at once", () => {
  const document = load("lstm-embedded-reber");
  expect(measure(document, 1).bytes).toBeLessThan(100e6);
  expect(measure(document, 20).bytes).toBeLessThan(4e6);
});
