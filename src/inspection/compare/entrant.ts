// One of several variants of a document that are trained side by side: its training, and what is measured of it.

import { Problem } from "../../base/errors.ts";
import type { Precision } from "../../engine/backend/executable.ts";
import { sizeOf } from "../../engine/tape.ts";
import type { Document, NodeId } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import type { DataLoader, Generators } from "../../training/data-feeds.ts";
import { createSession, type Score, type Session } from "../../training/session.ts";
import type { RecurrentState } from "../recurrence/states.ts";
import { type Study, studyRecurrence } from "../recurrence/study.ts";
import { openSubject, type Subject } from "../recurrence/subject.ts";
import { shownFeeds } from "../shown-example.ts";
import { StateGradient, stateWithin } from "./state-gradient.ts";

/** The same for all that are compared; what else they share, data, seed and optimizer, stands in their documents. */
export interface Terms {
  readonly registry: Registry;
  readonly generators: Generators;
  readonly load: DataLoader;
  readonly precision: Precision;
  /** The same bits on every host with SIMD; default false. */
  readonly reproducible?: boolean;
  /** Epochs that are planned. */
  readonly epochs: number;
  /** The instance that differs. */
  readonly node: NodeId;
  /** Of the training data, for the gradient over the steps and the study. */
  readonly example: number;
}

/** The first output stands for the whole instance in names. */
function requireSteps({ program }: Subject, node: NodeId): void {
  if (program.values.find(({ name }) => name === node)?.time) return;
  throw new Problem({
    code: "cell-does-not-fit",
    message: "its first output is one value for the whole sequence, expected one a step",
    where: { node },
  });
}

export class Entrant {
  /** Of each epoch, before its steps. */
  readonly losses: number[] = [];
  /** That its epochs took. */
  seconds = 0;
  /** Number of trained numbers. */
  readonly parameterCount: number;
  private readonly session: Session;
  private readonly state: RecurrentState | null;
  private readonly gradient: StateGradient | null;

  /** Begins with fresh weights. Throws a Problem where the document cannot be trained. */
  constructor(
    private readonly document: Document,
    private readonly terms: Terms,
  ) {
    const { registry, generators, node, precision, reproducible = false, epochs } = terms;
    this.session = createSession(document, registry, generators, { precision, reproducible, feeds: new Map(), epochs });
    const subject = this.subject();
    requireSteps(subject, node);
    const trained = subject.program.slots.filter(({ kind }) => kind === "parameter");
    this.parameterCount = trained.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    this.state = stateWithin(subject, node);
    this.gradient = this.state && new StateGradient(subject, this.state);
  }

  get stateName(): string | null {
    return this.state?.name ?? null;
  }

  /** Whether it rests: all that was planned is done, or its optimizer says that it is enough. */
  get isDone(): boolean {
    return this.losses.length >= this.terms.epochs || this.session.stopped !== null;
  }

  /** One epoch. Throws a Problem where a number is no longer finite. */
  train(clock: () => number): void {
    const begin = clock();
    const { loss } = this.session.step();
    this.seconds += (clock() - begin) / 1000;
    this.losses.push(loss);
  }

  /** `[T]`: norms of ∂loss/∂h_t at the present weights; null for a cell that carries nothing from step to step. */
  gradientNorms(): readonly number[] | null {
    return this.gradient?.norms(this.session.parameters()) ?? null;
  }

  /** Loss and metrics at the present weights, on the training data. */
  score(): Score | null {
    return this.session.score("train");
  }

  /** In pieces, as `studyRecurrence`; null for a cell that carries nothing. */
  *study(): Generator<void, Study | null> {
    return this.state && (yield* studyRecurrence(this.subject(), { state: this.state.name, input: null }));
  }

  end(): void {
    this.session.end();
  }

  /** The shown example at the present weights. */
  private subject(): Subject {
    const { registry, load, example } = this.terms;
    return openSubject(this.document, registry, shownFeeds(this.document, registry, load, example), this.session.parameters());
  }
}
