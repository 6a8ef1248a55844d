// Sentences, written in slices, so that the worker always listens: one that is stopped ends, and so does one when another is asked for.

import type { ProblemData } from "../../base/errors.ts";
import type { Document } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import { generateSentences } from "../../inspection/generation/generate.ts";
import type { Sentence } from "../../inspection/generation/language.ts";
import { sentenceModelOf } from "../../inspection/generation/sentence-model.ts";
import type { Weights } from "../../inspection/inspector.ts";
import type { LoadedData } from "../../training/data-feeds.ts";
import { answer } from "./answer.ts";
import { breathe } from "./pauses.ts";
import type { WritingRequest } from "./protocol.ts";

/** In f32, as the page trains. */
interface WritingTerms extends WritingRequest {
  readonly reproducible: boolean;
}

/** How long messages wait at most, but for the first symbol, before which the tape is prepared; in milliseconds. */
const SLICE = 12;

export class WritingDesk {
  private asked = 0;

  constructor(
    private readonly registry: Registry,
    private readonly clock: () => number,
  ) {}

  canWrite(document: Document, data: LoadedData): boolean {
    return answer(() => sentenceModelOf(document, this.registry, data)).ok;
  }

  /** Null where it was stopped, or another one asked for, meanwhile. */
  async write(
    document: Document,
    data: LoadedData,
    weights: Weights,
    terms: WritingTerms,
  ): Promise<readonly Sentence[] | ProblemData | null> {
    this.stop();
    const ticket = this.asked;
    const pieces = generateSentences(document, this.registry, data, weights, { ...terms, precision: "f32" });
    for (let until = this.clock() + SLICE; ; ) {
      const piece = answer(() => pieces.next());
      if (!piece.ok) return piece.problem;
      if (piece.value.done) return piece.value.value;
      if (this.clock() < until) continue;
      await breathe();
      if (ticket !== this.asked) return null;
      until = this.clock() + SLICE;
    }
  }

  stop(): void {
    this.asked += 1;
  }
}
