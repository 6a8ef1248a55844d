// A variant on its own: the training that it would have alone, and gradients that the inspector shows too.

import { describe, expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { generators } from "../../../src/data/index.ts";
import type { Document } from "../../../src/graph/document.ts";
import { Entrant, type Terms } from "../../../src/inspection/compare/entrant.ts";
import { swapCell } from "../../../src/inspection/compare/swap.ts";
import { createInspector } from "../../../src/inspection/inspector.ts";
import { normsOf } from "../../../src/inspection/statistics.ts";
import { createDataLoader } from "../../../src/training/data-feeds.ts";
import { createSession } from "../../../src/training/session.ts";
import { cellNames, offer, smallLstm } from "./documents.ts";

const lstm = smallLstm();
const terms: Terms = {
  registry,
  generators,
  load: createDataLoader(registry, generators),
  precision: "f64",
  epochs: 3,
  node: "lstm",
  example: 2,
};
const clock = () => performance.now();

function variant(file: string): Document {
  const swap = swapCell(lstm, "lstm", offer(file), registry);
  if (!swap.ok) throw new Error(swap.problem.message);
  return swap.value.document;
}

function trained(document: Document): Entrant {
  const entrant = new Entrant(document, terms);
  while (!entrant.isDone) entrant.train(clock);
  return entrant;
}

test("trains as it would alone, and the same each time", () => {
  const document = variant("gru");
  const session = createSession(document, registry, generators, { precision: "f64", feeds: new Map() });
  const alone = [1, 2, 3].map(() => session.step().loss);
  const entrant = trained(document);
  expect(entrant.losses).toEqual(alone);
  expect(entrant.score()).toEqual(session.score("train"));
  expect(trained(document).losses).toEqual(alone);
  expect(entrant.seconds).toBeGreaterThan(0);
});

test("what the variants share begins with the same numbers", () => {
  const start = (document: Document) => createSession(document, registry, generators, { precision: "f64", feeds: new Map() }).parameters();
  expect(start(variant("gru")).get("W_y")).toEqual(start(lstm).get("W_y"));
});

describe("the gradient over the steps", () => {
  test.each(["untrained", "trained"])("is what the inspector shows: %s", (when) => {
    const entrant = when === "trained" ? trained(lstm) : new Entrant(lstm, terms);
    const session = createSession(lstm, registry, generators, { precision: "f64", feeds: new Map() });
    if (when === "trained") for (let k = 0; k < terms.epochs; k++) session.step();
    const inspector = createInspector(registry, generators);
    inspector.open(lstm);
    const seen = inspector.view(terms.example, session.parameters()).values.find(({ name }) => name === "lstm.h")!;
    expect(entrant.stateName).toBe("lstm.h");
    expect(entrant.gradientNorms()).toEqual(normsOf(seen.gradient!, 20));
  });
});

test("the study is of the cell's own state", () => {
  const pieces = trained(variant("gru")).study();
  let piece = pieces.next();
  while (!piece.done) piece = pieces.next();
  expect(piece.value).toMatchObject({ state: "lstm.h", states: ["lstm.h"], verdict: { fate: "vanishes" } });
});

test("a cell that gives one value for a whole sequence is refused", () => {
  expect(() => new Entrant(variant("rnn-two-layers"), terms)).toThrow("its first output is one value for the whole sequence");
});

test.each(cellNames.filter((name) => name !== "rnn-two-layers"))("cells/%s can be trained in the place of the LSTM", (name) => {
  const entrant = new Entrant(variant(name), { ...terms, epochs: 1 });
  entrant.train(clock);
  expect(entrant.isDone).toBe(true);
  expect(entrant.losses.every(Number.isFinite)).toBe(true);
  expect(entrant.gradientNorms()?.some((norm) => norm > 0)).toBe(true);
});
