// What data say about sentences: symbols at each step, how sentences begin and end, and when a field is no language.

import { describe, expect, test } from "vitest";
import type { DataSet } from "../../../src/data/dataset.ts";
import { generators } from "../../../src/data/index.ts";
import { nextSymbolSplit } from "../../../src/data/text/next-symbol.ts";
import { languageOf, sentenceOf } from "../../../src/inspection/generation/language.ts";
import { stepSymbols } from "../../../src/inspection/symbols.ts";

/** Sequences of one-character symbols. */
function dataOf(sequences: readonly string[], symbols = [...new Set(sequences.flatMap((text) => [...text]))]): DataSet {
  const train = nextSymbolSplit(
    sequences.map((text) => [...text]),
    symbols,
  );
  return { train, test: train, symbols: { x: symbols, y: symbols } };
}

const text = (unit: string) => generators.text!({ unit }, 1);

describe("a language", () => {
  test("of sentences between marks has both, and its longest", () => {
    const found = languageOf(dataOf(["^ab.", "^b."], ["^", ".", "a", "b"]), "x", "y")!;
    expect(found).toEqual({ symbols: ["^", ".", "a", "b"], starts: [0, 0], marksStart: true, end: 1, longest: 3 });
  });

  test("without marks begins as its sentences do, and has no end", () => {
    const found = languageOf(dataOf(["aba", "bab"], ["a", "b"]), "x", "y")!;
    expect(found).toMatchObject({ starts: [0, 1], marksStart: false, end: null });
  });

  test("that comes back to its first symbol keeps it: it is no mark", () => {
    expect(languageOf(dataOf(["aba.", "ab."], ["a", "b", "."]), "x", "y")).toMatchObject({ starts: [0, 0], marksStart: false, end: 2 });
  });

  test("is that of the text, in words and in characters", () => {
    expect(languageOf(text("words"), "x", "y")).toMatchObject({ marksStart: true, end: 1 });
    expect(languageOf(text("characters"), "x", "y")!.symbols).toHaveLength(29);
  });

  test.each([
    ["the target is that of another task", generators.copy!({}, 1)],
    ["several symbols may follow", generators.reber!({ trainCount: 20, testCount: 0 }, 1)],
    ["components are no alternatives", generators["bit-strings"]!({}, 1)],
    ["there is no vocabulary", generators.sine!({}, 1)],
  ])("is not found where %s", (_, data) => {
    expect(languageOf(data, "x", "y")).toBeNull();
  });
});

describe("a written sentence", () => {
  const words = languageOf(text("words"), "x", "y")!;
  const place = (word: string) => words.symbols.indexOf(word);

  test("has words apart, and its end mark", () => {
    const places = ["^", "the", "dog", "sleeps", "."].map(place);
    expect(sentenceOf(words, places)).toEqual({ symbols: ["the", "dog", "sleeps"], ended: true, text: "the dog sleeps." });
  });

  test("that was cut off says so", () => {
    expect(sentenceOf(words, ["^", "the", "dog"].map(place))).toEqual({ symbols: ["the", "dog"], ended: false, text: "the dog…" });
  });

  test("of characters has no gaps", () => {
    const language = languageOf(text("characters"), "x", "y")!;
    const places = [..."^a cat."].map((letter) => language.symbols.indexOf(letter));
    expect(sentenceOf(language, places).text).toBe("a cat.");
  });
});

describe("symbols of the steps of an example", () => {
  test("are words, without padding", () => {
    const data = text("words");
    const [first, ...rest] = stepSymbols(data, 3)!;
    expect(first).toBe("^");
    expect(rest).toHaveLength(data.train.lengths![3]! - 1);
    expect(rest.every((word) => /^[a-z]+$/.test(word))).toBe(true);
  });

  test("are the letters of a label where the data have both", () => {
    const data = generators.reber!({ trainCount: 20, testCount: 0 }, 1);
    expect(stepSymbols(data, 7)!.join("")).toBe(data.train.labels![7]);
  });

  test("are not read where a step may be several things at once, or none", () => {
    expect(stepSymbols(generators["bit-strings"]!({}, 1), 0)).toBeNull();
    expect(stepSymbols(generators.sine!({}, 1), 0)).toBeNull();
  });
});
