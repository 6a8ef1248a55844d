// One comparison: variants of a document trained epoch by epoch in turn, so that their curves grow together, then looked into. Works in
// slices, so that the worker always answers.

import type { ProblemData, Result } from "../../base/errors.ts";
import { Entrant, type Terms } from "../../inspection/compare/entrant.ts";
import type { Verdict } from "../../inspection/recurrence/verdict.ts";
import type { Score } from "../../training/session.ts";
import { answer } from "./answer.ts";
import type { ComparisonListener, ComparisonReport, ComparisonRequest, ComparisonState, EntrantReport } from "./compare-protocol.ts";
import type { Pauses } from "./pauses.ts";
import { inWordsOfThePage } from "./refusals.ts";

/** How often the page hears of it, in milliseconds. */
const REPORT_EVERY = 80;
/** Of the time, the part that goes into measuring gradients over the steps: one of so many. */
const MEASURE_SHARE = 10;

/** A variant on its way: what is known of it. */
class Lane {
  entrant: Entrant | null = null;
  gradient: readonly number[] | null = null;
  score: Score | null = null;
  verdict: Verdict | null = null;
  problem: ProblemData | null = null;

  constructor(readonly name: string) {}

  get isRunning(): boolean {
    return this.entrant !== null && this.problem === null && !this.entrant.isDone;
  }

  /** What a problem says is kept; null where there is one. */
  take<T>(result: Result<T>): T | null {
    if (result.ok) return result.value;
    this.problem = inWordsOfThePage(result.problem);
    return null;
  }

  measure(): void {
    const { entrant } = this;
    if (entrant && !this.problem) this.gradient = this.take(answer(() => entrant.gradientNorms())) ?? this.gradient;
  }

  report(): EntrantReport {
    const { name, entrant, gradient, score, verdict, problem } = this;
    return {
      name,
      parameterCount: entrant?.parameterCount ?? null,
      losses: entrant?.losses.slice() ?? [],
      seconds: entrant?.seconds ?? 0,
      state: entrant?.stateName ?? null,
      gradient,
      score,
      verdict,
      problem,
    };
  }
}

export class Comparison {
  private isWanted = true;
  private isHeard = true;
  private wasStopped = false;
  private state: ComparisonState = "preparing";
  private readonly lanes: readonly Lane[];
  /** By the clock: when the page was last told, and when the gradients are measured next. */
  private told = 0;
  private measureAt = 0;
  /** Reports that measured a gradient: each does so for one variant, in turn. */
  private measured = 0;

  constructor(
    private readonly request: ComparisonRequest,
    private readonly terms: Terms,
    private readonly pauses: Pauses,
    private readonly clock: () => number,
    private readonly listener: ComparisonListener,
  ) {
    this.lanes = request.variants.map(({ name }) => new Lane(name));
  }

  /** Ends what is being done: the training, which is then looked into; or the looking. */
  stop(): void {
    this.isWanted = false;
    this.wasStopped = true;
  }

  /** Ends all of it, and nobody hears of it any more. */
  drop(): void {
    this.stop();
    this.isHeard = false;
  }

  async run(): Promise<void> {
    this.tell();
    await this.prepare();
    this.state = "training";
    await this.train();
    await this.rest();
    this.state = "studying";
    this.isWanted = this.isHeard;
    this.tell();
    await this.study();
    for (const { entrant } of this.lanes) entrant?.end();
    this.state = this.wasStopped ? "stopped" : "done";
    this.tell();
  }

  private async prepare(): Promise<void> {
    for (const [index, lane] of this.lanes.entries()) {
      await this.pauses.breathe();
      if (!this.isWanted) return;
      lane.entrant = lane.take(answer(() => new Entrant(this.request.variants[index]!.document, this.terms)));
      lane.measure();
      this.tell();
    }
  }

  private async train(): Promise<void> {
    while (this.isWanted && this.lanes.some((lane) => lane.isRunning)) {
      for (const lane of this.lanes) {
        const { entrant } = lane;
        if (!entrant || !lane.isRunning) continue;
        lane.take(answer(() => entrant.train(this.clock)));
        this.tellNowAndThen();
        await this.pauses.ifDue(() => this.isWanted);
        if (!this.isWanted) return;
      }
    }
  }

  /** What is measured once weights stay as they are. */
  private async rest(): Promise<void> {
    for (const lane of this.lanes) {
      const { entrant } = lane;
      if (!entrant || lane.problem || !this.isHeard) continue;
      await this.pauses.breathe();
      lane.score = lane.take(answer(() => entrant.score()));
      lane.measure();
    }
  }

  private async study(): Promise<void> {
    for (const lane of this.lanes) {
      const pieces = lane.problem ? undefined : lane.entrant?.study();
      while (pieces && this.isWanted) {
        const piece = lane.take(answer(() => pieces.next()));
        if (piece?.done) lane.verdict = piece.value?.verdict ?? null;
        if (!piece || piece.done) break;
        await this.pauses.ifDue(() => this.isWanted);
      }
      this.tell();
    }
  }

  private tellNowAndThen(): void {
    const now = this.clock();
    if (now - this.told < REPORT_EVERY) return;
    if (now >= this.measureAt) {
      this.lanes[this.measured % this.lanes.length]!.measure();
      this.measured += 1;
      this.measureAt = now + MEASURE_SHARE * (this.clock() - now);
    }
    this.tell();
  }

  private tell(): void {
    this.told = this.clock();
    const { state, lanes, request } = this;
    const report: ComparisonReport = { state, epochs: request.epochs, entrants: lanes.map((lane) => lane.report()) };
    if (this.isHeard) this.listener(report);
  }
}
