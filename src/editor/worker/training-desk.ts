// The training of the open document: one trainer at a time, weights and optimizer state that go on over edits and from backend to backend.

import type { ProblemData } from "../../base/errors.ts";
import { generators } from "../../data/index.ts";
import type { StartPartner } from "../../engine/backend/wasm/workers/pair.ts";
import { type Document, emptyDocument } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import type { Weights } from "../../inspection/inspector.ts";
import type { OptimizerMemory } from "../../training/optimizer-memory.ts";
import { createSession } from "../../training/session.ts";
import { answer, sentence } from "./answer.ts";
import { backendFor, choiceOf, sameChoice } from "./backend.ts";
import { type BackendChoice, FASTEST, type KeptTraining, type TrainingBackend, type TrainingReport, UNTRAINED } from "./protocol.ts";
import { inWordsOfThePage } from "./refusals.ts";
import { Run } from "./run.ts";
import { idleReport, type Listener, Trainer } from "./trainer.ts";

/** Names and sizes of what is trained. */
const outline = (weights: Weights): string => [...weights].map(([name, { shape }]) => `${name} ${shape.join("x")}`).join();

const OTHER_PARAMETERS = "Paused by the edit: the parameters are others now.";

export class TrainingDesk {
  private document: Document = emptyDocument;
  private trainer: Trainer | null = null;
  private running: Run | null = null;
  /** The trainer of the document before its last edit, and what was kept of it. */
  private former: Trainer | null = null;
  private training: KeptTraining = UNTRAINED;
  private watched = false;
  private hearTraining: (training: KeptTraining) => void = () => {};
  /** Of the open document's training. */
  choice = FASTEST;

  constructor(
    private readonly registry: Registry,
    private readonly clock: () => number,
    private readonly startPartner: StartPartner | undefined,
  ) {}

  /** The trainer of the old document ends here; its weights go on in the new one. */
  async open(document: Document): Promise<void> {
    await this.retire();
    this.document = document;
  }

  get isBegun(): boolean {
    return this.trainer !== null;
  }

  get epoch(): number {
    return this.trainer?.epoch ?? this.training.epoch;
  }

  weights(): Weights {
    return this.trainer?.session.parameters() ?? this.training.parameters;
  }

  memory(): OptimizerMemory | null {
    return this.trainer?.session.memory() ?? this.training.memory;
  }

  async train(listener: Listener): Promise<void> {
    if (this.running) return this.running.over;
    const run = new Run((edited) => this.start(edited), listener);
    this.running = run;
    run.start();
    await run.over;
    this.running = null;
  }

  giveWay(): void {
    this.trainer?.giveWay();
  }

  async watch(statistics: boolean): Promise<void> {
    this.watched = statistics;
    this.trainer?.session.watch(statistics);
  }

  async pause(): Promise<void> {
    this.running?.stop();
    await this.trainer?.pause();
    await this.running?.over;
  }

  async step(): Promise<TrainingReport> {
    await this.pause();
    const started = this.start(false);
    return started instanceof Trainer ? started.step() : started;
  }

  async reset(): Promise<TrainingReport> {
    this.running?.drop();
    await this.pause();
    await this.resume({ ...UNTRAINED, ...this.choice });
    return this.idle();
  }

  async kept(): Promise<KeptTraining | null> {
    const training = this.trainer?.kept() ?? this.training;
    if (training.epoch > 0) return { ...training, ...this.choice };
    // nothing is trained yet, but a backend may have been chosen
    return sameChoice(this.choice, FASTEST) ? null : { ...UNTRAINED, ...this.choice };
  }

  async tell(listener: (training: KeptTraining) => void): Promise<void> {
    this.hearTraining = listener;
  }

  async resume(training: KeptTraining): Promise<void> {
    this.running?.drop();
    await this.pause();
    this.trainer?.session.end();
    this.trainer = null;
    this.former = null;
    this.training = training;
    this.choice = choiceOf(training);
  }

  async choose(choice: BackendChoice): Promise<TrainingBackend> {
    if (!sameChoice(choice, this.choice)) {
      this.choice = choice;
      await this.retire();
    }
    return backendFor(choice);
  }

  private idle(): TrainingReport {
    return { ...idleReport, ...backendFor(this.choice) };
  }

  private async retire(): Promise<void> {
    const { trainer } = this;
    if (!trainer) return;
    await trainer.halt();
    trainer.session.end();
    this.training = trainer.kept();
    this.hearTraining({ ...this.training, ...this.choice });
    this.former = trainer;
    this.trainer = null;
  }

  /**
   * The trainer of the document in hand, or the report that it cannot be trained.
   * @param edited it is to go on with a run that an edit has interrupted
   */
  private start(edited: boolean): Trainer | TrainingReport {
    if (this.trainer) return this.trainer;
    const { epoch: done, parameters: warm, memory } = this.training;
    const { choice, startPartner } = this;
    const options = { ...choice, feeds: new Map(), warm, done, ...(memory ? { memory } : {}), startPartner } as const;
    const session = answer(() => createSession(this.document, this.registry, generators, options));
    if (!session.ok) return this.refusal(inWordsOfThePage(session.problem), edited);
    session.value.watch(this.watched);
    this.trainer = new Trainer(session.value, this.clock, backendFor(choice), this.former?.lastEpoch);
    const isOther = edited && outline(warm) !== outline(session.value.parameters());
    return isOther ? this.trainer.rest(OTHER_PARAMETERS) : this.trainer;
  }

  /** What an edit breaks is told by the analysis of the graph; the run only says that it rests. */
  private refusal(problem: ProblemData, edited: boolean): TrainingReport {
    const report = { ...this.idle(), epoch: this.training.epoch };
    return edited
      ? { ...report, state: "paused", note: `Paused by the edit. ${sentence(problem)}` }
      : { ...report, state: "failed", problem };
  }
}
