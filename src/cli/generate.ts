// --generate: sentences by a net that has been trained to predict the next symbol.

import { registry } from "../../nodes/index.ts";
import { generators } from "../data/index.ts";
import { checkTemperature, generateSentences } from "../inspection/generation/generate.ts";
import { sentenceModelOf } from "../inspection/generation/sentence-model.ts";
import { loadData } from "../training/data-feeds.ts";
import type { Session } from "../training/session.ts";
import { choice, realNumber, refuseUsage, wholeNumber } from "./arguments.ts";
import type { Arguments, Option } from "./command.ts";
import type { Model } from "./model.ts";
import { isReproducible } from "./reproducible.ts";

export const generateOptions: readonly Option[] = [
  { name: "generate", value: "N", summary: "writes N sentences at the end, where the model predicts the next symbol" },
  { name: "temperature", value: "X", summary: "of these sentences: 0 takes the likeliest symbol, 1 draws as predicted; default 0.7" },
];

const TEMPERATURE = 0.7;

/** Sentences by a session's present weights. */
export type Writer = (session: Session) => readonly string[];

/** Null where no sentences are asked for. Throws a Problem, before any training, where the model cannot write. */
export function writerOf(command: string, { document }: Model, given: Arguments): Writer | null {
  const count = wholeNumber(command, given, "generate", 1);
  const temperature = realNumber(command, given, "temperature");
  if (count === undefined) {
    return temperature === undefined ? null : refuseUsage(command, "--temperature is of the sentences that --generate writes");
  }
  const data = loadData(document, registry, generators);
  sentenceModelOf(document, registry, data);
  const options = {
    count,
    temperature: temperature ?? TEMPERATURE,
    seed: wholeNumber(command, given, "seed") ?? 1,
    precision: choice(command, given, "precision", ["f32", "f64"]),
    reproducible: isReproducible(given),
  };
  checkTemperature(options.temperature);
  return (session) => {
    const pieces = generateSentences(document, registry, data, session.parameters(), options);
    for (;;) {
      const { done, value } = pieces.next();
      if (done) return value.map(({ text }) => text);
    }
  };
}
