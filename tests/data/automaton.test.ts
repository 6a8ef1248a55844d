// What holds of the grammars and of words drawn from them: the notes' examples, enumeration, and exact chances.
import { describe, expect, it } from "vitest";
import { stream } from "../../src/base/random.ts";
import { type Automaton, accepts, allowedAfter, exitsOf, walk } from "../../src/data/automaton.ts";
import { embeddedReberAutomaton } from "../../src/data/embedded-reber.ts";
import { reberAutomaton } from "../../src/data/reber.ts";
import { lengthLaw, wordSampler } from "../../src/data/word-sampler.ts";

/** All words of up to `longest` symbols with their chances, by plain search. */
function enumerate(automaton: Automaton, longest: number, state = 0, word = "", chance = 1): [string, number][] {
  const exits = exitsOf(automaton, state);
  if (exits.length === 0) return [[word, chance]];
  if (word.length === longest) return [];
  return exits.flatMap(({ symbol, to }) => enumerate(automaton, longest, to, word + symbol, chance / exits.length));
}

const atLeast = (law: Float64Array, length: number): number => 1 - law.slice(0, length).reduce((sum, chance) => sum + chance, 0);
const meanLength = (law: Float64Array): number => law.reduce((sum, chance, length) => sum + chance * length, 0);

describe("the Reber automaton", () => {
  it("accepts BTSSXXTVVE with the states of the notes", () => {
    expect(accepts(reberAutomaton, "BTSSXXTVVE")).toBe(true);
    expect(walk(reberAutomaton, "BTSSXXTVVE")).toEqual([0, 1, 2, 2, 2, 4, 3, 3, 5, 6, 7]);
  });

  it.each(["BPTXSE", "", "B", "BTXS", "BTXSEE", "TXSE", "BQ"])("does not accept %j", (word) => {
    expect(accepts(reberAutomaton, word)).toBe(false);
  });

  it("tells where a walk gets stuck", () => {
    expect(walk(reberAutomaton, "BPTXSE")).toEqual([0, 1, 3, 3]);
  });

  it("allows after each prefix what its state lets out, and nothing after E", () => {
    expect(allowedAfter(reberAutomaton, "BTXSE").map((symbols) => symbols.join(""))).toEqual(["TP", "SX", "XS", "E", ""]);
  });
});

describe("the embedded Reber automaton", () => {
  it("wants the second symbol back as the last but one", () => {
    expect(accepts(embeddedReberAutomaton, "BTBTXSETE")).toBe(true);
    expect(accepts(embeddedReberAutomaton, "BPBTXSEPE")).toBe(true);
    expect(accepts(embeddedReberAutomaton, "BTBTXSEPE")).toBe(false);
    expect(allowedAfter(embeddedReberAutomaton, "BPBTXSEPE").map((symbols) => symbols.join(""))).toEqual([
      "TP",
      "B",
      "TP",
      "SX",
      "XS",
      "E",
      "P",
      "E",
      "",
    ]);
  });

  it("has exactly the words that the definition gives", () => {
    const inner = enumerate(reberAutomaton, 9);
    const expected = ["T", "P"].flatMap((mark) => inner.map(([word, chance]) => [`B${mark}${word}${mark}E`, chance / 2]));
    expect(enumerate(embeddedReberAutomaton, 13).sort()).toEqual(expected.sort());
  });
});

describe("the law of lengths", () => {
  it("agrees with enumeration", () => {
    for (const automaton of [reberAutomaton, embeddedReberAutomaton]) {
      const expected = new Float64Array(17);
      for (const [word, chance] of enumerate(automaton, 16)) expected[word.length] = (expected[word.length] ?? 0) + chance;
      for (const [length, chance] of lengthLaw(automaton, 16).entries()) expect(chance).toBeCloseTo(expected[length] ?? 0, 14);
    }
  });

  it("gives length 30 or more to 0.05 % of Reber words, 40 or more to 0.008 % of embedded ones", () => {
    expect(atLeast(lengthLaw(reberAutomaton, 400), 30)).toBeCloseTo(0.0004997, 7);
    expect(atLeast(lengthLaw(embeddedReberAutomaton, 400), 40)).toBeCloseTo(0.0000774, 7);
    expect(wordSampler(reberAutomaton, 30, 400).chance).toBeCloseTo(0.0004997, 7);
  });

  it("has mean 8 for Reber words and 12 for embedded ones", () => {
    expect(meanLength(lengthLaw(reberAutomaton, 400))).toBeCloseTo(8, 10);
    expect(meanLength(lengthLaw(embeddedReberAutomaton, 400))).toBeCloseTo(12, 10);
  });
});

describe("conditioned words", () => {
  // Critical values: 99.9 % of the chi-square law, by Wilson and Hilferty's cube.
  const critical = (freedom: number): number => freedom * (1 - 2 / (9 * freedom) + 3.09 * Math.sqrt(2 / (9 * freedom))) ** 3;

  it.each([
    ["reber", reberAutomaton, 5, 9],
    ["reber", reberAutomaton, 8, 8],
    ["reber", reberAutomaton, 0, 7],
    ["embedded", embeddedReberAutomaton, 9, 12],
    ["embedded", embeddedReberAutomaton, 11, 11],
  ] as const)("of the %s grammar have the law of the walk, given the length (chi-square, seed 21)", (_, automaton, shortest, longest) => {
    const words = enumerate(automaton, longest).filter(([word]) => word.length >= shortest);
    const total = words.reduce((sum, [, chance]) => sum + chance, 0);
    const sampler = wordSampler(automaton, shortest, longest);
    expect(sampler.chance).toBeCloseTo(total, 14);
    const random = stream(21, "words");
    const draws = 40_000;
    const counts = new Map<string, number>();
    for (let i = 0; i < draws; i++) {
      const word = sampler.draw(random);
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    expect([...counts.keys()].filter((word) => !words.some(([known]) => known === word))).toEqual([]);
    const distance = words.reduce((sum, [word, chance]) => {
      const expected = (draws * chance) / total;
      return sum + ((counts.get(word) ?? 0) - expected) ** 2 / expected;
    }, 0);
    expect(distance).toBeLessThan(critical(words.length - 1));
  });

  it("are words of the asked length, however rare", () => {
    const random = stream(22, "long");
    for (const automaton of [reberAutomaton, embeddedReberAutomaton]) {
      const word = wordSampler(automaton, 400, 400).draw(random);
      expect(word.length).toBe(400);
      expect(accepts(automaton, word)).toBe(true);
    }
  });

  it("do not exist below the shortest word", () => {
    expect(() => wordSampler(reberAutomaton, 0, 4)).toThrow(RangeError);
    expect(() => wordSampler(embeddedReberAutomaton, 0, 8)).toThrow(RangeError);
  });
});
