// bench: how long one training step takes: forward, loss, backward and update, in f32, on one batch.

import { registry } from "../../nodes/index.ts";
import { refuseUsage, wholeNumber } from "./arguments.ts";
import type { Arguments, Command } from "./command.ts";
import { readModel } from "./model.ts";
import { startPartner } from "./partner.ts";
import { locating } from "./place-problem.ts";
import { shortNumber } from "./progress.ts";
import { isReproducible, reproducibleOption } from "./reproducible.ts";
import { awaitSecondWorker } from "./second-worker.ts";
import type { Terminal } from "./terminal.ts";
import { type Effort, measure, type Timing } from "./timing.ts";
import { firstBatch, prepareTrainingStep } from "./training-step.ts";
import { readValues, valuesOption } from "./values.ts";

const name = "bench";

const RUNS = 20;

const milliseconds = (time: number) => `${shortNumber(time)} ms`;

/** @param alone why one worker did what two were asked for */
function report(timing: Timing, alone: string | null): string {
  const { runs, stepsPerRun, backend, relaxed, workers } = timing;
  const rows: [string, string][] = [
    ["median", milliseconds(timing.median)],
    ["minimum", milliseconds(timing.min)],
    ["maximum", milliseconds(timing.max)],
    ["compile", `${milliseconds(timing.compileMs)}; with the first step ${milliseconds(timing.firstMs)}`],
    ["memory", `${timing.bytes} bytes`],
    ["losses", timing.losses.map(shortNumber).join(", ")],
    ...(alone === null ? [] : [["workers", `1: ${alone}`] as [string, string]]),
  ];
  const lines = rows.map(([what, text]) => `${what.padEnd(9)}${text}\n`);
  const each = stepsPerRun === 1 ? "" : ` of ${stepsPerRun} steps`;
  const by = workers === 1 ? "" : `, ${workers} workers`;
  const how = relaxed ? ", relaxed SIMD" : "";
  return `one training step, f32, ${backend} backend${how}${by}, ${runs} run${runs === 1 ? "" : "s"}${each} timed\n${lines.join("")}`;
}

function effortOf(given: Arguments): Effort {
  const budget = wholeNumber(name, given, "budget", 1);
  const runs = wholeNumber(name, given, "steps", 1);
  if (budget !== undefined && runs !== undefined) refuseUsage(name, "--steps and --budget exclude each other");
  return budget === undefined ? { runs: runs ?? RUNS } : { milliseconds: budget };
}

function workersOf(given: Arguments): number {
  const workers = wholeNumber(name, given, "workers", 1) ?? 1;
  return workers <= 2 ? workers : refuseUsage(name, "--workers is 1 or 2");
}

async function run(given: Arguments, terminal: Terminal): Promise<number> {
  const model = await readModel(given.operands[0]!);
  const values = await readValues(given, terminal);
  const effort = effortOf(given);
  const second = workersOf(given) === 2 ? awaitSecondWorker(startPartner) : null;
  const options = { startPartner: second?.start, reproducible: isReproducible(given) };
  const timing = await locating(model, values, () => {
    const batch = firstBatch(model.document, registry, values?.feeds ?? new Map());
    return measure(() => prepareTrainingStep(model.document, registry, batch, options), effort, second?.isSettled);
  });
  const alone = second && timing.workers === 1 ? second.whyAlone() : null;
  await terminal.out.write(given.options.has("json") ? `${JSON.stringify(timing)}\n` : report(timing, alone));
  return 0;
}

export const benchCommand: Command = {
  name,
  operands: ["MODEL"],
  summary: "Times one training step (forward, loss, backward, update) in f32, on one batch.",
  options: [
    { name: "steps", value: "N", summary: `how many are timed, after 100 milliseconds to warm up; default ${RUNS}` },
    { name: "budget", value: "MS", summary: "instead, as many as fit into so many milliseconds, after a third of that to warm up" },
    {
      name: "workers",
      value: "N",
      summary: "1 or 2; default 1. Up to a second is waited for the second one; it comes where the batch is large enough to share",
    },
    reproducibleOption,
    { name: "json", summary: "one JSON object; times in milliseconds" },
    valuesOption,
  ],
  notes: [
    "Data nodes give one batch, of the optimizer's batch size; inputs that are not fed get random numbers.",
    "Steps below a millisecond are timed several at once, for at least a millisecond; the times are those of one. The losses are those before the first three steps.",
  ],
  run,
};
