// What holds of the sentences: they read as a small language, and each step's target is the next step's input.
import { describe, expect, it } from "vitest";
import type { DataSet, Split } from "../../src/data/dataset.ts";
import { nextSymbolSplit } from "../../src/data/text/next-symbol.ts";
import { sentences } from "../../src/data/text/sentences.ts";
import { text } from "../../src/data/text/text.ts";

/** The symbols of one example's field, a text a step; "" where there is none. */
function read(split: Split, field: string, symbols: readonly string[], example: number): string[] {
  const { shape, data } = split.fields[field]!.tensor;
  const [steps = 0, count = 0, kinds = 0] = shape;
  return Array.from({ length: steps }, (_, t) => symbols.filter((_, k) => data[(t * count + example) * kinds + k] === 1).join("|"));
}

const sentencesOf = (data: DataSet, which: "train" | "test", join: string): string[] =>
  Array.from({ length: data[which].count }, (_, example) =>
    read(data[which], "x", data.symbols!.x!, example)
      .filter((symbol) => symbol !== "")
      .slice(1)
      .join(join),
  );

describe("the sentences", () => {
  it("are several hundred different ones, of small letters and single spaces", () => {
    expect(sentences.length).toBeGreaterThan(400);
    expect(new Set(sentences).size).toBe(sentences.length);
    expect(sentences.filter((sentence) => !/^[a-z]+( [a-z]+){3,10}$/.test(sentence))).toEqual([]);
  });

  it("use every word at least twice, and all 26 letters", () => {
    const words = sentences.flatMap((sentence) => sentence.split(" "));
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    expect([...counts].filter(([, count]) => count < 2)).toEqual([]);
    expect(counts.size).toBe(255);
    expect(new Set(words.join("")).size).toBe(26);
  });
});

describe("next symbols", () => {
  it("are each step's target, and steps beyond the last are zero", () => {
    const split = nextSymbolSplit(
      [
        ["^", "a", "b", "."],
        ["^", "b", "."],
      ],
      ["^", ".", "a", "b"],
    );
    expect(split.fields.x?.tensor.shape).toEqual([3, 2, 4]);
    expect([...(split.lengths ?? [])]).toEqual([3, 2]);
    expect(read(split, "x", ["^", ".", "a", "b"], 0)).toEqual(["^", "a", "b"]);
    expect(read(split, "y", ["^", ".", "a", "b"], 0)).toEqual(["a", "b", "."]);
    expect(read(split, "x", ["^", ".", "a", "b"], 1)).toEqual(["^", "b", ""]);
    expect(read(split, "y", ["^", ".", "a", "b"], 1)).toEqual(["b", ".", ""]);
  });

  it("must be symbols", () => expect(() => nextSymbolSplit([["a", "c"]], ["a", "b"])).toThrow('"c" is none of the 2 symbols'));
});

describe.each([
  ["words", 257, " "],
  ["characters", 29, ""],
] as const)("text by %s", (unit, kinds, join) => {
  const data = text({ unit }, 1);
  const symbols = data.symbols!.x!;

  it("has the vocabulary of both fields, the two marks first", () => {
    expect(symbols.length).toBe(kinds);
    expect(symbols.slice(0, 2)).toEqual(["^", "."]);
    expect(data.symbols).toEqual({ x: symbols, y: symbols });
    expect(data.train.fields.x?.tensor.shape[2]).toBe(kinds);
  });

  it("holds every sentence once, 50 of them to test", () => {
    const [train, test] = [sentencesOf(data, "train", join), sentencesOf(data, "test", join)];
    expect(test.length).toBe(50);
    expect([...train, ...test].sort()).toEqual([...sentences].sort());
    expect(sentencesOf(text({ unit }, 2), "test", join)).not.toEqual(test);
  });

  it("begins with the start mark, ends with the end mark, and names what comes next", () => {
    for (let example = 0; example < data.test.count; example++) {
      const length = data.test.lengths![example]!;
      const [x, y] = [read(data.test, "x", symbols, example), read(data.test, "y", symbols, example)];
      expect([x[0], y[length - 1]]).toEqual(["^", "."]);
      expect(y.slice(0, length - 1)).toEqual(x.slice(1, length));
      expect([...x.slice(length), ...y.slice(length)].join("")).toBe("");
    }
  });

  it("has labels with one character a step, or none", () => {
    data.train.labels?.forEach((label, example) => {
      expect(label.length).toBe(data.train.lengths![example]);
    });
    expect(data.train.labels === undefined).toBe(unit === "words");
  });
});

it.each([
  [{ unit: "letters" }, 'text: unit is "letters", expected one of words, characters'],
  [{ testCount: 515 }, "text: testCount is 515, expected a whole number from 0 to 514"],
])("%j is one problem", (attributes, message) => {
  expect(() => text(attributes, 1)).toThrow(message);
});
