// Questions about recurrence, answered in slices, so that the worker always listens: a newer question ends an older one.

import type { ProblemData } from "../../base/errors.ts";
import type { Document } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import type { Weights } from "../../inspection/inspector.ts";
import { type Study, studyRecurrence } from "../../inspection/recurrence/study.ts";
import { openSubject, type Subject } from "../../inspection/recurrence/subject.ts";
import { shownFeeds } from "../../inspection/shown-example.ts";
import { createDataLoader, type DataLoader, type Generators } from "../../training/data-feeds.ts";
import { answer } from "./answer.ts";
import { breathe } from "./pauses.ts";
import type { RecurrenceQuestion } from "./protocol.ts";

/** How long messages wait at most, but for a row of a large graph; in milliseconds. */
const SLICE = 12;

export class RecurrenceDesk {
  private asked = 0;
  private readonly load: DataLoader;

  constructor(
    private readonly registry: Registry,
    generators: Generators,
    private readonly clock: () => number,
  ) {
    this.load = createDataLoader(registry, generators);
  }

  /** Null where a newer question has come meanwhile, or it was stopped. */
  async ask(document: Document, weights: Weights, question: RecurrenceQuestion): Promise<Study | ProblemData | null> {
    this.asked += 1;
    const ticket = this.asked;
    const opened = answer(() => studyRecurrence(this.open(document, weights, question.example), question));
    if (!opened.ok) return opened.problem;
    for (let until = this.clock() + SLICE; ; ) {
      const piece = answer(() => opened.value.next());
      if (!piece.ok) return piece.problem;
      if (piece.value.done) return piece.value.value;
      if (this.clock() < until) continue;
      await breathe();
      if (ticket !== this.asked) return null;
      until = this.clock() + SLICE;
    }
  }

  /** Ends the question that is being answered. */
  stop(): void {
    this.asked += 1;
  }

  private open(document: Document, weights: Weights, example: number): Subject {
    return openSubject(document, this.registry, shownFeeds(document, this.registry, this.load, example), weights);
  }
}
