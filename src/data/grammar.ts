// The task that a grammar sets: read a word symbol by symbol and name, at each step, all symbols that may come next
// (Reber 1967; as a test for recurrent nets: Cleeremans, Servan-Schreiber, McClelland 1989).
import type { Problem } from "../base/errors.ts";
import { type RandomStream, stream } from "../base/random.ts";
import type { Tensor } from "../base/tensor.ts";
import { type AttributeReader, attributeReader, checkFieldSize, largestCount } from "./attributes.ts";
import { type Automaton, allowedAfter } from "./automaton.ts";
import { type Generator, type Split, zeros } from "./dataset.ts";
import { lengthLaw, wordSampler } from "./word-sampler.ts";

/** Longest word that is ever drawn, in symbols. "Natural" lengths are conditioned on it too; fewer than 1e-53 of Reber's words are longer. */
export const longestWord = 400;
/** Draws that a test split of `count` new words may take before it is given up: training then left out under 1 % of all draws. */
const patience = (count: number): number => 10_000 + 100 * count;

interface LengthRange {
  readonly shortest: number;
  readonly longest: number;
  /** T of the split; `undefined`: that of its longest word. */
  readonly steps?: number;
}

/**
 * Generator of a grammar's data set. Attributes, all whole numbers:
 * `minLength`, `maxLength` in symbols (0, the default: no bound), `trainCount` (400), `testCount` (100),
 * `testMinLength`, `testMaxLength` (0, the default: as in training).
 *
 * Training words are independent draws, so short ones repeat as often as they do by chance. Test words are new: independent draws
 * under the condition that the word is not among the training words (they may repeat among themselves).
 */
export function grammarGenerator(id: string, automaton: Automaton): Generator {
  return (attributes, seed) => {
    const reader = attributeReader(id, attributes);
    const train = readRange(reader, automaton, "minLength", "maxLength", { shortest: 0, longest: 0 });
    const test = readRange(reader, automaton, "testMinLength", "testMaxLength", { shortest: train.shortest, longest: train.steps ?? 0 });
    const trainCount = reader.integer("trainCount", { fallback: 400, minimum: 1, maximum: largestCount });
    const testCount = reader.integer("testCount", { fallback: 100, minimum: 0, maximum: largestCount });
    const trainWords = drawWords(automaton, train, trainCount, stream(seed, `${id}/train`));
    const testWords = drawNewWords(automaton, test, testCount, stream(seed, `${id}/test`), new Set(trainWords));
    if (testWords.length < testCount) throw tooFewNewWords(reader, testCount, testWords.length);
    const split = (attribute: string, words: readonly string[], steps?: number): Split => {
      const present = steps ?? longestOf(words);
      checkFieldSize(reader, attribute, words.length, present * automaton.symbols.length);
      return wordSplit(automaton, words, present);
    };
    return {
      train: split("trainCount", trainWords, train.steps),
      test: split("testCount", testWords, test.steps),
      symbols: { x: automaton.symbols, y: automaton.symbols },
    };
  };
}

/**
 * Fields of words of n symbols each, K kinds of symbols, T steps in all:
 * `x` [T, B, K] is symbol t, one-hot; `y` [T, B, K] is 1 for each symbol that may follow it, so all zero after the last one;
 * `mask` [T, B, 1] is 1 on the n real steps. What lies beyond them is zero. `lengths` holds n, `labels` the words.
 */
export function wordSplit(automaton: Automaton, words: readonly string[], steps: number = longestOf(words)): Split {
  const count = words.length;
  const kinds = automaton.symbols.length;
  const [x, y, mask] = [zeros([steps, count, kinds]), zeros([steps, count, kinds]), zeros([steps, count, 1])];
  words.forEach((word, example) => {
    const allowed = allowedAfter(automaton, word);
    for (let step = 0; step < word.length; step++) {
      const row = step * count + example;
      mark(x, row, automaton, word.charAt(step));
      for (const symbol of allowed[step] ?? []) mark(y, row, automaton, symbol);
      mask.data[row] = 1;
    }
  });
  const lengths = Int32Array.from(words, (word) => word.length);
  const fields = { x: { tensor: x, time: true }, y: { tensor: y, time: true }, mask: { tensor: mask, time: true } };
  return { fields, lengths, labels: words, count };
}

function mark(tensor: Tensor, row: number, automaton: Automaton, symbol: string): void {
  tensor.data[row * automaton.symbols.length + automaton.symbols.indexOf(symbol)] = 1;
}

function longestOf(words: readonly string[]): number {
  return words.reduce((most, word) => Math.max(most, word.length), 0);
}

/** Two attributes for the bounds; 0 takes the one of `inherited`, and there 0 means no bound. */
function readRange(reader: AttributeReader, automaton: Automaton, low: string, high: string, inherited: LengthRange): LengthRange {
  const rule = { fallback: 0, minimum: 0, maximum: longestWord };
  const ownShortest = reader.integer(low, rule);
  const shortest = ownShortest || inherited.shortest;
  const longest = reader.integer(high, rule) || inherited.longest;
  if (longest === 0) return { shortest, longest: longestWord };
  const least = lengthLaw(automaton, longestWord).findIndex((chance) => chance > 0);
  if (longest < least) {
    throw reader.problem({ attribute: high, got: longest, expected: `0 or at least ${least}, the length of the shortest word` });
  }
  if (shortest <= longest) return { shortest, longest, steps: longest };
  // The complaint goes to the bound that was set here, not to one that is inherited.
  throw ownShortest > 0
    ? reader.problem({ attribute: low, got: shortest, expected: `at most ${longest}, the upper bound`, remedy: `raise ${high}` })
    : reader.problem({ attribute: high, got: longest, expected: `at least ${shortest}, the lower bound`, remedy: `lower ${low}` });
}

function drawWords(automaton: Automaton, range: LengthRange, count: number, random: RandomStream): readonly string[] {
  const sampler = wordSampler(automaton, range.shortest, range.longest);
  return Array.from({ length: count }, () => sampler.draw(random));
}

/** Up to `count` words that are not among the known ones; fewer when patience ends. */
function drawNewWords(
  automaton: Automaton,
  range: LengthRange,
  count: number,
  random: RandomStream,
  known: ReadonlySet<string>,
): readonly string[] {
  const sampler = wordSampler(automaton, range.shortest, range.longest);
  const words: string[] = [];
  for (let left = patience(count); left > 0 && words.length < count; left--) {
    const word = sampler.draw(random);
    if (!known.has(word)) words.push(word);
  }
  return words;
}

function tooFewNewWords(reader: AttributeReader, count: number, found: number): Problem {
  const expected = `fewer: ${patience(count)} draws gave ${found} words that training does not have`;
  return reader.problem({
    attribute: "testCount",
    got: count,
    expected,
    remedy: "allow longer words in testMaxLength, or lower trainCount",
  });
}
