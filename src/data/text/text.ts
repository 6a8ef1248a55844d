// Sentences to be continued, word by word or character by character.
import { stream } from "../../base/random.ts";
import { attributeReader } from "../attributes.ts";
import type { Generator, Split } from "../dataset.ts";
import { nextSymbolSplit } from "./next-symbol.ts";
import { sentences } from "./sentences.ts";

/** Stands before the first symbol of a sentence; it never has to be named. */
export const startMark = "^";
/** Stands behind the last symbol of a sentence; it is never read. */
export const endMark = ".";

type Unit = "words" | "characters";

/** The symbols of a sentence, without the marks. */
const parts: Readonly<Record<Unit, (sentence: string) => readonly string[]>> = {
  words: (sentence) => sentence.split(" "),
  characters: (sentence) => [...sentence],
};

/** All symbols of the text, the two marks first, then in the order of the alphabet. */
const vocabularyOf = (unit: Unit): readonly string[] => [startMark, endMark, ...[...new Set(sentences.flatMap(parts[unit]))].sort()];

const vocabularies: Readonly<Record<Unit, readonly string[]>> = { words: vocabularyOf("words"), characters: vocabularyOf("characters") };

/**
 * Attributes: `unit` (`words`, `characters`), `testCount`, how many sentences, drawn at random, are kept from training (50).
 * Fields: `x` [T, B, K], the start mark and then the symbols of a sentence, one-hot; `y` [T, B, K], the same symbols one step earlier and
 * then the end mark. K counts the kinds of symbols; `x` and `y` share one list, so that an answer can be read again as the next input.
 */
export const text: Generator = (attributes, seed) => {
  const reader = attributeReader("text", attributes);
  const unit = reader.choice("unit", ["words", "characters"]);
  const testCount = reader.integer("testCount", { fallback: 50, minimum: 0, maximum: sentences.length - 1 });
  const mixed = stream(seed, "text").shuffle(sentences);
  const symbols = vocabularies[unit];
  return { train: split(mixed.slice(testCount), unit), test: split(mixed.slice(0, testCount), unit), symbols: { x: symbols, y: symbols } };
};

function split(chosen: readonly string[], unit: Unit): Split {
  const sequences = chosen.map((sentence) => [startMark, ...parts[unit](sentence), endMark]);
  const fields = nextSymbolSplit(sequences, vocabularies[unit]);
  // a label has one character a step
  return unit === "words" ? fields : { ...fields, labels: chosen.map((sentence) => `${startMark}${sentence}`) };
}
