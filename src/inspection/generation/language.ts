// What a data set says about its sentences: their symbols, how they begin, and how they end.

import type { DataSet } from "../../data/dataset.ts";
import { placesOf } from "../symbols.ts";

export interface Language {
  readonly symbols: readonly string[];
  /** Place of the first symbol of each training sentence. */
  readonly starts: readonly number[];
  /** Whether every sentence begins with a mark that is never predicted, and so no part of what is written. */
  readonly marksStart: boolean;
  /** Place of the symbol that follows the last step of every sentence; null where they end in different ones. */
  readonly end: number | null;
  /** Steps of the longest training sentence. */
  readonly longest: number;
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a === b || (a.length === b.length && a.every((symbol, place) => symbol === b[place]));

/** The only member; null where there are several, or none. */
const only = (places: ReadonlySet<number>): number | null => (places.size === 1 ? [...places][0]! : null);

/**
 * Null unless the field `target` [T, B, K] names at each step, one-hot, the symbol that the field `input` [T, B, K] has at the next one, in
 * every training sentence.
 */
export function languageOf({ train, symbols = {} }: DataSet, input: string, target: string): Language | null {
  const [names, targetNames] = [symbols[input], symbols[target]];
  const [read, said] = [train.fields[input], train.fields[target]];
  if (!names || !targetNames || !read || !said || !same(names, targetNames)) return null;
  const [sentences, answers] = [placesOf(read, train), placesOf(said, train)];
  if (!sentences || !answers || sentences.length === 0) return null;
  const follows = sentences.every((sentence, example) => sentence.subarray(1).every((place, step) => place === answers[example]![step]));
  if (!follows) return null;
  const starts = sentences.map((sentence) => sentence[0]!);
  const start = only(new Set(starts));
  return {
    symbols: names,
    starts,
    marksStart: start !== null && answers.every((answer) => !answer.includes(start)),
    end: only(new Set(answers.map((answer) => answer.at(-1)!))),
    longest: Math.max(...sentences.map(({ length }) => length)),
  };
}

/** A written sentence. */
export interface Sentence {
  /** Without the marks of beginning and end. */
  readonly symbols: readonly string[];
  /** False where it was cut off. */
  readonly ended: boolean;
  /** Words with spaces between them, characters without; behind them the end mark, or `…` where it was cut off. */
  readonly text: string;
}

/** @param places of all its symbols, that of the end mark included where it has ended */
export function sentenceOf({ symbols, marksStart, end }: Language, places: readonly number[]): Sentence {
  const ended = end !== null && places.length > 1 && places.at(-1) === end;
  const inner = places.slice(marksStart ? 1 : 0, ended ? -1 : undefined).map((place) => symbols[place]!);
  const gap = symbols.every((symbol) => [...symbol].length === 1) ? "" : " ";
  return { symbols: inner, ended, text: inner.join(gap) + (ended ? symbols[end]! : "…") };
}
