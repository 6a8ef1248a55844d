// How long a training step takes. It knows no command line, so that a page can measure in the same way.

import type { TrainingStep } from "./training-step.ts";

/** Steps whose losses are told: two programs that agree in them did the same work. */
const FIRST = 3;
/** A clock that ticks in microseconds tells one run from another only if it takes so many milliseconds. */
const SHORTEST_RUN = 1;
const FEWEST_RUNS = 5;
/** Where runs are counted and not their time, in milliseconds. */
const WARM_UP = 100;
/** For a second worker, in milliseconds. */
const LONGEST_WAIT = 1000;

/** Milliseconds of one step, where several make a timed run their share of it. */
export interface Timing {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** From a document with its data at hand to a step that is ready to run. */
  readonly compileMs: number;
  /** The same, and the first step. */
  readonly firstMs: number;
  /** Of all numbers that a step holds. */
  readonly bytes: number;
  readonly backend: string;
  /** With relaxed SIMD: other hosts may give other bits. */
  readonly relaxed: boolean;
  /** How many computed a step in the end. */
  readonly workers: number;
  /** Runs that were timed. */
  readonly runs: number;
  readonly stepsPerRun: number;
  /** Before each of the first three steps. */
  readonly losses: readonly number[];
}

/** So many runs, after a tenth of a second to warm up, or as many as fit into so many milliseconds, after a third of that. */
export type Effort = { readonly runs: number } | { readonly milliseconds: number };

export function median(sorted: readonly number[]): number {
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function timed(action: () => void): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}

/** How long steps are run before any is timed. */
const warmUpMs = (effort: Effort): number => ("milliseconds" in effort ? effort.milliseconds / 3 : WARM_UP);

/**
 * Steps that the host has translated well take a tenth of the first ones, so how many make a run is found while they get quicker.
 * @param isSettled false while a second worker may still come in
 * @returns steps of a run, doubled until it is long enough for the clock
 */
function warmUp(step: TrainingStep, effort: Effort, isSettled: (step: TrainingStep) => boolean): number {
  const begin = performance.now();
  const end = begin + warmUpMs(effort);
  for (let steps = 1; ; ) {
    const isShort = timed(() => step.run(steps)) < SHORTEST_RUN;
    const now = performance.now();
    if (isShort) steps *= 2;
    else if (now >= end && (isSettled(step) || now >= begin + LONGEST_WAIT)) return steps;
  }
}

function times(run: () => void, effort: Effort): number[] {
  if ("runs" in effort) return Array.from({ length: effort.runs }, () => timed(run));
  const end = performance.now() + effort.milliseconds;
  const found: number[] = [];
  while (found.length < FEWEST_RUNS || performance.now() < end) found.push(timed(run));
  return found;
}

export function measure(prepare: () => TrainingStep, effort: Effort, isSettled: (step: TrainingStep) => boolean = () => true): Timing {
  const start = performance.now();
  const step = prepare();
  const compileMs = performance.now() - start;
  const losses = [step.run()];
  const firstMs = performance.now() - start;
  while (losses.length < FIRST) losses.push(step.run());
  const count = warmUp(step, effort, isSettled);
  const run = () => {
    step.run(count);
  };
  const each = times(run, effort)
    .map((time) => time / count)
    .sort((a, b) => a - b);
  return {
    median: median(each),
    min: each[0]!,
    max: each.at(-1)!,
    compileMs,
    firstMs,
    bytes: step.bytes,
    backend: step.backend,
    relaxed: step.relaxed,
    workers: step.workers,
    runs: each.length,
    stepsPerRun: count,
    losses,
  };
}
