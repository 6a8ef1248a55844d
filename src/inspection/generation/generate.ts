// Sentences by a net that predicts the next symbol: it reads what it has written so far, a symbol is drawn from what it says, and so on.

import { Problem } from "../../base/errors.ts";
import { type RandomStream, stream } from "../../base/random.ts";
import type { Precision } from "../../engine/backend/executable.ts";
import type { Document } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import type { LoadedData } from "../../training/data-feeds.ts";
import type { Weights } from "../inspector.ts";
import { drawSymbol } from "./draw.ts";
import { type Sentence, sentenceOf } from "./language.ts";
import { sentenceModelOf } from "./sentence-model.ts";
import { PredictionWindow, type Trained } from "./window.ts";

export interface GenerationOptions {
  /** How many sentences. */
  readonly count: number;
  /** 0 always takes the most probable symbol, 1 draws as the net predicts, more is bolder. */
  readonly temperature: number;
  /** The same seed gives the same sentences, and a sentence does not depend on how many there are. */
  readonly seed: number;
  readonly precision: Precision;
  /** The same predictions on every host with SIMD, and so the same sentences; default false. */
  readonly reproducible?: boolean;
  /** Steps after which a sentence is cut off; by default twice those of the longest sentence in the training data. */
  readonly longest?: number;
}

/** Sentences that are written side by side. */
const ABREAST = 32;

export function checkTemperature(temperature: number): void {
  if (Number.isFinite(temperature) && temperature >= 0) return;
  throw new Problem({
    code: "bad-temperature",
    message: `temperature is ${temperature}, expected a number of at least 0`,
    got: String(temperature),
    expected: "a number of at least 0",
    remedy: "0 takes the most probable symbol, 1 draws as the net predicts",
  });
}

interface Draft {
  readonly places: number[];
  readonly random: RandomStream;
}

/**
 * Writes on at all of them, a symbol a step, until each has ended or has `longest` steps. At first there is room for what the training data
 * have; where a sentence needs more it is doubled.
 */
function* writeOn(trained: Trained, drafts: readonly Draft[], temperature: number, longest: number): Generator<void> {
  const { end, longest: usual } = trained.model.language;
  let open = drafts;
  for (let room = usual; open.length > 0 && open[0]!.places.length <= longest; room *= 2) {
    const window = new PredictionWindow(trained, Math.min(room, longest), open.length);
    const inside = open;
    while (open.length > 0 && open[0]!.places.length <= window.steps) {
      yield;
      const scores = window.scores(inside.map(({ places }) => places));
      inside.forEach((draft, index) => {
        if (open.includes(draft)) draft.places.push(drawSymbol(scores[index]!, temperature, draft.random.uniform));
      });
      open = open.filter(({ places }) => places.at(-1) !== end);
    }
  }
}

/**
 * Works in small pieces: between one `yield` and the next every sentence gets a symbol, so that the caller may breathe, or give up.
 * Throws a Problem where the document does not predict symbols (`sentenceModelOf`), and where the temperature is below 0.
 * @param data what the data nodes of the document give
 * @param weights numbers of parameters; those that are missing begin as a training would
 */
export function* generateSentences(
  document: Document,
  registry: Registry,
  data: LoadedData,
  weights: Weights,
  { count, temperature, seed, precision, reproducible, longest }: GenerationOptions,
): Generator<void, readonly Sentence[]> {
  checkTemperature(temperature);
  const model = sentenceModelOf(document, registry, data);
  const { language } = model;
  const { starts } = language;
  const drafts = Array.from({ length: count }, (_, index): Draft => {
    const random = stream(seed, `sentence ${index + 1}`);
    return { places: [starts[random.integer(starts.length)]!], random };
  });
  const trained = { document, registry, model, weights, precision, reproducible };
  for (let first = 0; first < count; first += ABREAST) {
    yield* writeOn(trained, drafts.slice(first, first + ABREAST), temperature, longest ?? 2 * language.longest);
  }
  return drafts.map(({ places }) => sentenceOf(language, places));
}
