// How many of the sentences that a trained net writes are well formed.

import { registry } from "../../nodes/index.ts";
import { generators } from "../../src/data/index.ts";
import { sentences } from "../../src/data/text/sentences.ts";
import { endMark, startMark } from "../../src/data/text/text.ts";
import { generateSentences } from "../../src/inspection/generation/generate.ts";
import { loadData } from "../../src/training/data-feeds.ts";
import { namedSymbols } from "./others.ts";
import type { Numbers, Trained } from "./run.ts";

const COUNT = 20;
const TEMPERATURE = 0.7;

const pairsOf = (words: readonly string[]): string[] => [startMark, ...words].map((word, at) => `${word} ${words[at] ?? endMark}`);

const known = new Set(sentences.flatMap((sentence) => pairsOf(sentence.split(" "))));

/** Every two words that follow each other do so somewhere in the text; so do the first one, and the end after the last. */
const isWellFormed = (words: readonly string[]): boolean => pairsOf(words).every((pair) => known.has(pair));

/** Of a net that names the next word. */
export function writtenSentences(trained: Trained): Numbers {
  const { document, session, seed } = trained;
  const options = { count: COUNT, temperature: TEMPERATURE, seed, precision: "f32", reproducible: true } as const;
  const writing = generateSentences(document, registry, loadData(document, registry, generators), session.parameters(), options);
  let turn = writing.next();
  while (!turn.done) turn = writing.next();
  const written = turn.value;
  const good = written.filter(({ symbols, ended }) => ended && isWellFormed(symbols));
  return { ...namedSymbols(trained), [`well formed of ${COUNT} written at temperature ${TEMPERATURE}`]: good.length };
}
