// Training in slices: a few milliseconds of epochs, then a look at the messages, so that the worker always answers.

import type { ProblemData } from "../../base/errors.ts";
import type { EpochReport, Score, Session } from "../../training/session.ts";
import { answer } from "./answer.ts";
import type { TrainingReport, TrainingState } from "./protocol.ts";

export const idleReport: TrainingReport = {
  state: "idle",
  epoch: 0,
  epochs: 0,
  loss: null,
  metrics: {},
  gradientNorm: null,
  learningRate: null,
  secondsLeft: null,
  epochsPerSecond: null,
  test: null,
  problem: null,
};

/** How often the page hears of the training, in milliseconds. */
const REPORT_EVERY = 60;
/** The pace is that of about the last second. */
const MEMORY = 1000;

type Listener = (report: TrainingReport) => void;

/** A task of its own: unlike a promise it lets messages in. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

export class Trainer {
  private running = false;
  private loop: Promise<void> = Promise.resolve();
  private last: EpochReport | null = null;
  private problem: ProblemData | null = null;
  /** Training that is done goes on for as long again. */
  private goal: number;
  private marks: { readonly time: number; readonly epoch: number }[] = [];

  constructor(
    readonly session: Session,
    /** Epochs that were done before with an earlier version of the document. */
    private readonly before: number,
    private readonly clock: () => number,
  ) {
    this.goal = session.epochs;
  }

  get epoch(): number {
    return this.before + this.session.epoch;
  }

  /** Runs until all epochs are done, `pause` is called, or something breaks. */
  train(listener: Listener): Promise<void> {
    if (this.running) return this.loop;
    while (this.isDone() && this.session.epochs > 0) this.goal += this.session.epochs;
    this.running = true;
    this.marks = [];
    this.loop = this.run(listener);
    return this.loop;
  }

  async pause(): Promise<void> {
    this.running = false;
    await this.loop;
  }

  step(): TrainingReport {
    this.epochOnce();
    return this.report(this.restingState(), true);
  }

  private async run(listener: Listener): Promise<void> {
    listener(this.report("running", false));
    let reported = this.clock();
    while (this.running && !this.isDone()) {
      this.epochOnce();
      if (this.problem) break;
      const now = this.clock();
      if (now - reported >= REPORT_EVERY) {
        listener(this.report("running", false));
        reported = now;
        await breathe();
      }
    }
    this.running = false;
    listener(this.report(this.restingState(), true));
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
    if (result.ok) this.last = result.value;
    this.problem = result.ok ? null : result.problem;
    const now = this.clock();
    this.marks = [...this.marks.filter(({ time }) => now - time < MEMORY), { time: now, epoch: this.epoch }];
  }

  private pace(): number | null {
    const [first] = this.marks;
    const last = this.marks.at(-1);
    if (!first || !last || last.time === first.time) return null;
    return (1000 * (last.epoch - first.epoch)) / (last.time - first.time);
  }

  private score(): Score | null {
    const result = answer(() => this.session.score("test"));
    return result.ok ? result.value : null;
  }

  private report(state: TrainingState, resting: boolean): TrainingReport {
    const pace = resting ? null : this.pace();
    return {
      state,
      epoch: this.epoch,
      epochs: this.goal,
      loss: this.last?.loss ?? null,
      metrics: this.last?.metrics ?? {},
      gradientNorm: this.last?.gradientNorm ?? null,
      learningRate: this.last?.learningRate ?? null,
      epochsPerSecond: pace,
      secondsLeft: pace ? (this.goal - this.epoch) / pace : null,
      test: resting ? this.score() : null,
      problem: this.problem,
    };
  }
}
