// How long a training step takes. It knows no command line, so that a page can measure in the same way.

import type { TrainingStep } from "./training-step.ts";

/** Steps whose losses are told: two programs that agree in them did the same work. */
const FIRST = 3;
/** A clock that ticks in microseconds tells one run from another only if it takes so many milliseconds. */
const SHORTEST_RUN = 1;
const FEWEST_RUNS = 5;

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
  /** How many computed a step in the end. */
  readonly workers: number;
  /** Runs that were timed. */
  readonly runs: number;
  readonly stepsPerRun: number;
  /** Before each of the first three steps. */
  readonly losses: readonly number[];
}

/** So many runs, or as many as fit into so many milliseconds, and then a third of that before to warm up. */
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

/** Doubled until a run is long enough for the clock. */
function stepsPerRun({ run }: TrainingStep): number {
  let steps = 1;
  while (timed(() => run(steps)) < SHORTEST_RUN) steps *= 2;
  return steps;
}

function warmUp(run: () => void, effort: Effort): void {
  const end = performance.now() + ("milliseconds" in effort ? effort.milliseconds / 3 : 0);
  while (performance.now() < end) run();
}

function times(run: () => void, effort: Effort): number[] {
  if ("runs" in effort) return Array.from({ length: effort.runs }, () => timed(run));
  const end = performance.now() + effort.milliseconds;
  const found: number[] = [];
  while (found.length < FEWEST_RUNS || performance.now() < end) found.push(timed(run));
  return found;
}

export function measure(prepare: () => TrainingStep, effort: Effort): Timing {
  const start = performance.now();
  const step = prepare();
  const compileMs = performance.now() - start;
  const losses = [step.run()];
  const firstMs = performance.now() - start;
  while (losses.length < FIRST) losses.push(step.run());
  const count = stepsPerRun(step);
  const run = () => {
    step.run(count);
  };
  warmUp(run, effort);
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
    workers: step.workers,
    runs: each.length,
    stepsPerRun: count,
    losses,
  };
}
