// Training in slices: a few milliseconds of epochs, then a look at the messages, so that the worker always answers.

import type { ProblemData, Result } from "../../base/errors.ts";
import type { EpochReport, Score, Session } from "../../training/session.ts";
import { answer } from "./answer.ts";
import { Pauses } from "./pauses.ts";
import {
  FASTEST,
  type KeptTraining,
  type PassedEpochs,
  type TrainingBackend,
  type TrainingReport,
  type TrainingState,
} from "./protocol.ts";
import { inWordsOfThePage } from "./refusals.ts";

const NO_EPOCHS: PassedEpochs = { epochs: [], losses: [], norms: [] };

export const idleReport: TrainingReport = {
  backend: "wasm",
  ...FASTEST,
  state: "idle",
  epoch: 0,
  epochs: 0,
  passed: NO_EPOCHS,
  loss: null,
  metrics: {},
  gradientNorm: null,
  learningRate: null,
  statistics: null,
  secondsLeft: null,
  epochsPerSecond: null,
  workers: 1,
  train: null,
  test: null,
  problem: null,
  note: null,
};

/** How often the page hears of the training, in milliseconds. */
const REPORT_EVERY = 60;
/** The pace is that of about the last second. */
const MEMORY = 1000;

export type Listener = (report: TrainingReport) => void;

const passedOf = (reports: readonly EpochReport[]): PassedEpochs => ({
  epochs: reports.map(({ epoch }) => epoch),
  losses: reports.map(({ loss }) => loss),
  norms: reports.map(({ gradientNorm }) => gradientNorm),
});

const scoreOf = (result: Result<Score | null>): Score | null => (result.ok ? result.value : null);

const problemOf = (result: Result<unknown>): ProblemData | null => (result.ok ? null : inWordsOfThePage(result.problem));

export class Trainer {
  private running = false;
  /** Stopped to go on in another trainer: no word of a rest. */
  private halted = false;
  private readonly pauses: Pauses;
  private loop: Promise<unknown> = Promise.resolve();
  /** Epochs that no report has told yet. */
  private untold: EpochReport[] = [];
  private problem: ProblemData | null = null;
  /** Training that is done goes on for as long again. */
  private goal: number;
  private marks: { readonly time: number; readonly epoch: number }[] = [];

  constructor(
    readonly session: Session,
    private readonly clock: () => number,
    private readonly backend: TrainingBackend,
    /** Of the trainer before, until there is an epoch of its own. */
    private last: EpochReport | null = null,
  ) {
    this.goal = session.epochs;
    this.pauses = new Pauses(clock);
  }

  get epoch(): number {
    return this.session.epoch;
  }

  get lastEpoch(): EpochReport | null {
    return this.last;
  }

  /** Whether it was told to go on beyond what the optimizer plans. */
  get isExtended(): boolean {
    return this.goal > this.session.epochs;
  }

  /** Plans as many epochs again, where all that were planned are done. */
  extend(): void {
    while (this.isDone() && this.session.epochs > 0) this.goal += this.session.epochs;
  }

  /** Runs until all epochs are done, `pause` or `halt` is called, or something breaks. False where it was halted. */
  train(listener: Listener): Promise<boolean> {
    this.running = true;
    this.marks = [];
    const run = this.run(listener);
    this.loop = run;
    return run;
  }

  async pause(): Promise<void> {
    this.running = false;
    await this.loop;
  }

  /** Stops for good, because another trainer takes over. */
  async halt(): Promise<void> {
    this.halted = true;
    await this.pause();
  }

  /** Leaves the processor to the page for a moment: pictures, a list, a drag come first. */
  giveWay(): void {
    this.pauses.giveWay();
  }

  step(): TrainingReport {
    this.epochOnce();
    return this.rest();
  }

  /** How it stands while nothing runs, with its scores. */
  rest(note: string | null = null): TrainingReport {
    const report = this.report(this.restingState());
    const [train, test] = [this.score("train"), this.score("test")];
    const problem = report.problem ?? problemOf(train) ?? problemOf(test);
    return { ...report, train: scoreOf(train), test: scoreOf(test), problem, note };
  }

  kept(): KeptTraining {
    return { epoch: this.epoch, parameters: this.session.parameters(), memory: this.session.memory() };
  }

  private async run(listener: Listener): Promise<boolean> {
    listener(this.report("running"));
    let reported = this.clock();
    while (this.running && !this.isDone()) {
      this.epochOnce();
      if (this.problem || this.session.stopped !== null) break;
      const now = this.clock();
      if (now - reported >= REPORT_EVERY) {
        listener(this.report("running"));
        reported = now;
      }
      await this.pauses.ifDue(() => this.running);
    }
    this.running = false;
    listener(this.halted ? this.report("running") : this.rest(this.session.stopped));
    return !this.halted;
  }

  private isDone(): boolean {
    return this.epoch >= this.goal;
  }

  private restingState(): TrainingState {
    if (this.problem) return "failed";
    return this.isDone() ? "done" : "paused";
  }

  private epochOnce(): void {
    const result = answer(() => this.session.step());
    if (result.ok) {
      this.last = result.value;
      this.untold.push(result.value);
    }
    this.problem = problemOf(result);
    const now = this.clock();
    this.marks = [...this.marks.filter(({ time }) => now - time < MEMORY), { time: now, epoch: this.epoch }];
  }

  private pace(): number | null {
    const [first] = this.marks;
    const last = this.marks.at(-1);
    if (!first || !last || last.time === first.time) return null;
    return (1000 * (last.epoch - first.epoch)) / (last.time - first.time);
  }

  private score(split: "train" | "test"): Result<Score | null> {
    return answer(() => this.session.score(split));
  }

  private report(state: TrainingState): TrainingReport {
    const pace = state === "running" ? this.pace() : null;
    const passed = passedOf(this.untold);
    this.untold = [];
    return {
      ...idleReport,
      ...this.backend,
      state,
      epoch: this.epoch,
      epochs: this.goal,
      passed,
      loss: this.last?.loss ?? null,
      metrics: this.last?.metrics ?? {},
      gradientNorm: this.last?.gradientNorm ?? null,
      learningRate: this.last?.learningRate ?? null,
      statistics: this.last?.statistics ?? null,
      epochsPerSecond: pace,
      workers: this.session.workers,
      secondsLeft: pace ? (this.goal - this.epoch) / pace : null,
      problem: this.problem,
    };
  }
}
