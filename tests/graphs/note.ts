// Reading graphs/examples/note-*.json and their numbers, for tests.

import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { registry } from "../../nodes/index.ts";
import type { Feeds } from "../../src/compiler/feeds.ts";
import { generators } from "../../src/data/index.ts";
import type { AttributeValue, Document } from "../../src/graph/document.ts";
import { loadDocument } from "../../src/graph/load.ts";
import { evaluate } from "../../src/inspection/evaluate.ts";
import { exampleFeeds, loadData } from "../../src/training/data-feeds.ts";
import { flat, type Nested } from "../training/drivers/equations.ts";

export type Numbers = readonly number[];

export function load(name: string): Document {
  const result = loadDocument(readFileSync(new URL(`../../graphs/examples/note-${name}.json`, import.meta.url), "utf8"), registry);
  if (!result.ok) throw new Error(`${name}: ${result.problem.message}`);
  return result.value.document;
}

/** The same document with other attributes of one node. */
export function changed(document: Document, id: string, attributes: Readonly<Record<string, AttributeValue>>): Document {
  const node = document.graph.nodes[id]!;
  const nodes = { ...document.graph.nodes, [id]: { ...node, attributes: { ...node.attributes, ...attributes } } };
  return { ...document, graph: { ...document.graph, nodes } };
}

export const firstExample = (document: Document): Feeds => exampleFeeds(loadData(document, registry, generators), "train", 0);

/** Values and gradients on numbers, each in one row: step by step, component by component. */
export function computed(document: Document, feeds: Feeds = firstExample(document)) {
  const { values, gradients } = evaluate(document, registry, feeds, { precision: "f64", mode: "train", seed: 1, wrt: "all" });
  const rowOf = (entries: Readonly<Record<string, unknown>>) => (name: string) => flat(entries[name] as Nested);
  return { value: rowOf(values), gradient: rowOf(gradients) };
}

export const largestGap = (a: Numbers, b: Numbers): number => {
  expect(a.length).toBe(b.length);
  return Math.max(...a.map((x, index) => Math.abs(x - b[index]!)));
};

export const inRows = (numbers: Numbers, length: number): Numbers[] =>
  Array.from({ length: numbers.length / length }, (_, row) => numbers.slice(row * length, (row + 1) * length));
