// Documents that carry a table: they train, sequences of unequal length too, and nothing but the file shows the table's text.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { printEquations } from "../../src/compiler/equations/index.ts";
import { generators } from "../../src/data/index.ts";
import type { AttributeValue, Document } from "../../src/graph/document.ts";
import { loadDocument } from "../../src/graph/load.ts";
import { saveDocument } from "../../src/graph/save.ts";
import { createSession } from "../../src/training/session.ts";

const leaves = readFileSync(new URL("../../graphs/examples/leaves-csv.json", import.meta.url), "utf8");

function load(text: string): Document {
  const result = loadDocument(text, registry);
  if (!result.ok) throw new Error(result.problem.message);
  return result.value.document;
}

const session = (document: Document) => createSession(document, registry, generators, { precision: "f32", feeds: new Map() });

/** A table of sequences, a recurrent step and a loss. */
function summing(attributes: Record<string, AttributeValue>): Document {
  const node = (id: string, type: string, more: object = {}) => ({ id, type, position: { x: 0, y: 0 }, ...more });
  const wire = (from: string, port: string, to: string, input: string) => ({ from: { node: from, port }, to: { node: to, port: input } });
  const nodes = [
    node("t", "csv", { attributes }),
    node("p", "affine"),
    node("loss", "mean-squared-error"),
    node("update", "gradient-descent", { attributes: { learningRate: 0.05 } }),
  ];
  const edges = [
    wire("t", "x", "p", "x"),
    wire("p", "value", "loss", "prediction"),
    wire("t", "y", "loss", "target"),
    wire("loss", "loss", "update", "loss"),
  ];
  const info = { format: "gradwire", version: 1, title: "t", description: "", source: "" };
  return load(JSON.stringify({ ...info, graph: { nodes, edges } }));
}

test("leaves-csv: the kinds are told apart, those of the held-out leaves too", () => {
  const run = session(load(leaves));
  for (let epoch = 0; epoch < 200; epoch++) run.step();
  const [train, held] = [run.score("train"), run.score("test")];
  expect(train!.loss).toBeLessThan(0.01);
  expect(train!.metrics.right).toBe(1);
  expect(held!.metrics.right).toBeGreaterThan(0.95);
});

test("padding of shorter sequences counts for nothing", () => {
  const rows = ["a,1,3", "a,2,5", "b,3,7", "a,4,9", "a,-1,-1"];
  const roles = { inputs: "x", targets: "y", testShare: 0 };
  const text = `run,x,y\n${rows.join("\n")}\n`;
  const losses = [
    { ...roles, text },
    { ...roles, text, sequence: "run" },
  ].map((attributes) => {
    const run = session(summing(attributes));
    return [run.step().loss, run.step().loss];
  });
  losses[0]!.forEach((loss, epoch) => {
    expect(losses[1]![epoch]).toBeCloseTo(loss, 4);
  });
});

test("a table near its limit passes through a file unchanged", () => {
  const text = `x,y\n${"0.123456,7.5\n".repeat(76_000)}`;
  const document = summing({ text });
  expect(text.length).toBeGreaterThan(985_000);
  expect(load(saveDocument(document))).toEqual(document);
});

test("equations do not show the table", () => {
  const printed = JSON.stringify(printEquations(load(leaves), { registry }));
  expect(printed).not.toContain("85.0,48.6");
});
