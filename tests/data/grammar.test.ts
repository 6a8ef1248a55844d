// What holds of the grammars' data sets: fields that follow from the words, test words that are new, errors that name the attribute.
import { describe, expect, it } from "vitest";
import { attempt } from "../../src/base/errors.ts";
import type { Tensor } from "../../src/base/tensor.ts";
import { accepts, allowedAfter } from "../../src/data/automaton.ts";
import type { DataSet, Split } from "../../src/data/dataset.ts";
import { embeddedReber, embeddedReberAutomaton } from "../../src/data/embedded-reber.ts";
import { wordSplit } from "../../src/data/grammar.ts";
import { reber, reberAutomaton, reberSymbols } from "../../src/data/reber.ts";

const tensor = (split: Split, name: string): Tensor => split.fields[name]?.tensor as Tensor;
const labels = (split: Split): readonly string[] => split.labels ?? [];
/** The symbols marked 1 in `name` of one example, a text a step. */
const marked = (split: Split, name: string, example: number): string[] => {
  const { shape, data } = tensor(split, name);
  const [steps = 0, count = 0, kinds = 0] = shape;
  return Array.from({ length: steps }, (_, t) => reberSymbols.filter((_, k) => data[(t * count + example) * kinds + k] === 1).join(""));
};
const meanLength = ({ train }: DataSet): number => labels(train).join("").length / train.count;

describe("the fields of words", () => {
  it("hold one-hot symbols, allowed next symbols and the mask, padded with zeros", () => {
    const split = wordSplit(reberAutomaton, ["BTXSE", "BPVPSE"]);
    expect(tensor(split, "x").shape).toEqual([6, 2, 7]);
    expect(marked(split, "x", 0)).toEqual(["B", "T", "X", "S", "E", ""]);
    expect(marked(split, "y", 0)).toEqual(["PT", "SX", "SX", "E", "", ""]);
    expect(marked(split, "x", 1)).toEqual(["B", "P", "V", "P", "S", "E"]);
    expect(marked(split, "y", 1)).toEqual(["PT", "TV", "PV", "SX", "E", ""]);
    expect([...tensor(split, "mask").data]).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1]);
    expect([...(split.lengths ?? [])]).toEqual([5, 6]);
    expect(tensor(wordSplit(reberAutomaton, ["BTXSE"], 52), "x").shape).toEqual([52, 1, 7]);
  });
});

describe.each([
  ["reber", reber, reberAutomaton, 30, 52],
  ["embedded-reber", embeddedReber, embeddedReberAutomaton, 40, 64],
] as const)("%s", (_, generator, automaton, minLength, maxLength) => {
  const data = generator({ minLength, maxLength }, 1);

  it("has 400 words to train and 100 new ones to test, of the asked lengths and T steps", () => {
    expect([data.train.count, data.test.count]).toEqual([400, 100]);
    expect(tensor(data.train, "x").shape).toEqual([maxLength, 400, 7]);
    expect(tensor(data.test, "mask").shape).toEqual([maxLength, 100, 1]);
    expect(data.symbols?.x).toEqual(["B", "E", "P", "S", "T", "V", "X"]);
    const known = new Set(labels(data.train));
    expect(labels(data.test).filter((word) => known.has(word))).toEqual([]);
    for (const word of [...labels(data.train), ...labels(data.test)]) {
      expect(accepts(automaton, word)).toBe(true);
      expect(word.length >= minLength && word.length <= maxLength).toBe(true);
    }
  });

  it("has fields that follow from its labels", () => {
    labels(data.train).forEach((word, example) => {
      const padding = new Array(maxLength - word.length).fill("");
      expect(marked(data.train, "x", example)).toEqual([...word, ...padding]);
      const allowed = allowedAfter(automaton, word).map((symbols) => [...symbols].sort().join(""));
      expect(marked(data.train, "y", example)).toEqual([...allowed, ...padding]);
    });
    expect([...(data.train.lengths ?? [])]).toEqual(labels(data.train).map((word) => word.length));
    const real = tensor(data.train, "mask").data.reduce((sum, value) => sum + value, 0);
    expect(real).toBe(labels(data.train).join("").length);
  });

  it("depends on the seed, and on nothing else", () => {
    const few = { minLength, maxLength, trainCount: 20, testCount: 10 };
    expect(generator(few, 1)).toEqual(generator(few, 1));
    expect(labels(generator({ minLength, maxLength }, 2).train)).not.toEqual(labels(data.train));
    const more = labels(generator({ minLength, maxLength, trainCount: 500 }, 1).train);
    expect(more.slice(0, 400)).toEqual(labels(data.train));
  });

  it("draws natural lengths by default, as many steps as the longest word", () => {
    const natural = generator({ trainCount: 5000 }, 3);
    expect(Math.abs(meanLength(natural) - (automaton === reberAutomaton ? 8 : 12))).toBeLessThan(0.2);
    expect(tensor(natural.train, "x").shape[0]).toBe(Math.max(...(natural.train.lengths ?? [])));
    const known = new Set(labels(natural.train));
    expect(known.size).toBeLessThan(5000);
    expect(labels(natural.test).some((word) => known.has(word))).toBe(false);
  });

  it("tests on other lengths when asked", () => {
    const longer = generator({ testMinLength: 40, trainCount: 10 }, 1);
    expect(Math.min(...(longer.test.lengths ?? []))).toBeGreaterThanOrEqual(40);
    const both = generator({ maxLength: 15, testMinLength: 50, testMaxLength: 60, trainCount: 10 }, 1);
    expect(tensor(both.train, "x").shape[0]).toBe(15);
    expect(tensor(both.test, "x").shape[0]).toBe(60);
  });

  it("may leave the test split empty", () => {
    const { test } = generator({ testCount: 0 }, 1);
    expect(test.count).toBe(0);
    expect(tensor(test, "x").shape).toEqual([0, 0, 7]);
  });
});

describe("a bad attribute", () => {
  const complaint = (attributes: Readonly<Record<string, unknown>>): unknown => {
    const result = attempt(() => reber(attributes, 1));
    return result.ok ? "no problem" : result.problem;
  };

  it.each([
    [{ minLength: 60, maxLength: 52 }, "minLength", "60", "at most 52, the upper bound"],
    [{ maxLength: 4 }, "maxLength", "4", "0 or at least 5, the length of the shortest word"],
    [{ minLength: 4, maxLength: 4 }, "maxLength", "4", "0 or at least 5, the length of the shortest word"],
    [{ testMaxLength: 3 }, "testMaxLength", "3", "0 or at least 5, the length of the shortest word"],
    [{ minLength: 30, testMaxLength: 20 }, "testMaxLength", "20", "at least 30, the lower bound"],
    [{ maxLength: 30, testMinLength: 40 }, "testMinLength", "40", "at most 30, the upper bound"],
    [{ minLength: -1 }, "minLength", "-1", "a whole number from 0 to 400"],
    [{ maxLength: 401 }, "maxLength", "401", "a whole number from 0 to 400"],
    [{ minLength: 7.5 }, "minLength", "7.5", "a whole number from 0 to 400"],
    [{ trainCount: 0 }, "trainCount", "0", "a whole number from 1 to 100000"],
    [{ trainCount: "400" }, "trainCount", '"400"', "a whole number from 1 to 100000"],
    [{ testCount: -5 }, "testCount", "-5", "a whole number from 0 to 100000"],
    [{ trainCount: 1e9 }, "trainCount", "1000000000", "a whole number from 1 to 100000"],
    [{ trainCount: Number.NaN }, "trainCount", "NaN", "a whole number from 1 to 100000"],
    [{ maxLength: 400, trainCount: 10_000 }, "trainCount", "10000", "at most 5991, so that no field has more than 16777216 numbers"],
  ])("%j is one problem", (attributes, attribute, got, expected) => {
    expect(complaint(attributes)).toMatchObject({
      code: "bad-attribute",
      message: `reber: ${attribute} is ${got}, expected ${expected}`,
      where: { attribute },
      got,
      expected,
    });
  });

  it("says so when training leaves no new words to test on", () => {
    expect(complaint({ minLength: 5, maxLength: 5 })).toMatchObject({
      message: "reber: testCount is 100, expected fewer: 20000 draws gave 0 words that training does not have",
      where: { attribute: "testCount" },
      remedy: "allow longer words in testMaxLength, or lower trainCount",
    });
    expect(attempt(() => reber({ minLength: 5, maxLength: 5, testCount: 0 }, 1)).ok).toBe(true);
  });
});
