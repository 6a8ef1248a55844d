// bench: how long one training step takes: forward, loss, backward and update, in f32, on one batch.

import { registry } from "../../nodes/index.ts";
import { wholeNumber } from "./arguments.ts";
import type { Arguments, Command } from "./command.ts";
import { readModel } from "./model.ts";
import { locating } from "./place-problem.ts";
import { shortNumber } from "./progress.ts";
import type { Terminal } from "./terminal.ts";
import { prepareTrainingStep, type TrainingStep } from "./training-step.ts";
import { readValues, valuesOption } from "./values.ts";

const name = "bench";

const STEPS = 20;
/** Steps before the clock runs, in which the machine code settles. */
const WARM_UP = 3;

/** Milliseconds; `bytes` of all numbers that a step holds. */
export interface Timing {
  readonly steps: number;
  readonly median: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly compile: number;
  readonly bytes: number;
  readonly backend: string;
}

export function median(sorted: readonly number[]): number {
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function timed(action: () => void): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}

function measure(prepare: () => TrainingStep, steps: number): Timing {
  let step: TrainingStep | null = null;
  const compile = timed(() => {
    step = prepare();
  });
  const { run, bytes, backend } = step!;
  for (let count = 0; count < WARM_UP; count++) run();
  const times = Array.from({ length: steps }, () => timed(run)).sort((a, b) => a - b);
  return { steps, median: median(times), minimum: times[0]!, maximum: times.at(-1)!, compile, bytes, backend };
}

const milliseconds = (time: number) => `${shortNumber(time)} ms`;

function report({ steps, median: middle, minimum, maximum, compile, bytes, backend }: Timing): string {
  const rows: [string, string][] = [
    ["median", milliseconds(middle)],
    ["minimum", milliseconds(minimum)],
    ["maximum", milliseconds(maximum)],
    ["compile", milliseconds(compile)],
    ["memory", `${bytes} bytes`],
  ];
  const lines = rows.map(([what, number]) => `${what.padEnd(9)}${number}\n`);
  return `one training step, f32, ${backend} backend, ${steps} step${steps === 1 ? "" : "s"} timed\n${lines.join("")}`;
}

async function run(given: Arguments, terminal: Terminal): Promise<number> {
  const model = await readModel(given.operands[0]!);
  const values = await readValues(given, terminal);
  const steps = wholeNumber(name, given, "steps", 1) ?? STEPS;
  const fed = values?.feeds ?? new Map();
  const timing = await locating(model, values, () => measure(() => prepareTrainingStep(model.document, registry, fed), steps));
  await terminal.out.write(given.options.has("json") ? `${JSON.stringify(timing)}\n` : report(timing));
  return 0;
}

export const benchCommand: Command = {
  name,
  operands: ["MODEL"],
  summary: "Times one training step (forward, loss, backward, update) in f32, on one batch.",
  options: [
    { name: "steps", value: "N", summary: `how many are timed; default ${STEPS}` },
    { name: "json", summary: "one JSON object; times in milliseconds" },
    valuesOption,
  ],
  notes: ["Data nodes give one batch, of the optimizer's batch size; inputs that are not fed get random numbers."],
  run,
};
