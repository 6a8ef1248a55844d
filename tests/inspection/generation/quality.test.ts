// The example next-word, trained as it plans, writes sentences that are mostly well formed: every two words that stand side by side in them,
// beginning and end included, stand so in the text.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { generators } from "../../../src/data/index.ts";
import { sentences } from "../../../src/data/text/sentences.ts";
import { loadDocument } from "../../../src/graph/load.ts";
import { createSession } from "../../../src/training/session.ts";
import { must } from "../../graph/build.ts";
import { written } from "./texts.ts";

const COUNT = 100;

const pairsOf = (words: readonly string[]): readonly string[] => {
  const marked = ["^", ...words, "."];
  return marked.slice(1).map((word, place) => `${marked[place]} ${word}`);
};

const known = new Set(sentences.flatMap((sentence) => pairsOf(sentence.split(" "))));

test("most sentences are well formed, many are new, and a cold net is more careful than a hot one", { timeout: 180_000 }, () => {
  const file = readFileSync(new URL("../../../graphs/examples/next-word.json", import.meta.url), "utf8");
  const { document } = must(loadDocument(file, registry));
  const session = createSession(document, registry, generators, { precision: "f32", feeds: new Map() });
  while (session.epoch < session.epochs) session.step();

  const writtenAt = (temperature: number) => {
    const options = { count: COUNT, temperature, precision: "f32", longest: 30 } as const;
    return written(document, options, session.parameters());
  };
  const wellFormed = (temperature: number) =>
    writtenAt(temperature).filter(({ symbols, ended }) => ended && pairsOf(symbols).every((pair) => known.has(pair)));

  const [cold, usual, hot] = [wellFormed(0.4), wellFormed(0.7), wellFormed(1.5)];
  expect(usual.length).toBeGreaterThan(0.75 * COUNT);
  expect(cold.length).toBeGreaterThan(0.9 * COUNT);
  expect(hot.length).toBeLessThan(0.5 * COUNT);
  const corpus = new Set(sentences.map((sentence) => `${sentence}.`));
  expect(usual.filter(({ text }) => !corpus.has(text)).length).toBeGreaterThan(0.2 * COUNT);
});
