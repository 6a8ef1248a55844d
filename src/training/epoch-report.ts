// What the steps of one epoch come to.

import type { OptimizerUse, Program } from "../compiler/program.ts";
import type { StepResult } from "./prepared-step.ts";
import type { EpochReport } from "./session-types.ts";

const total = (results: readonly StepResult[], of: (result: StepResult) => number) => results.reduce((sum, result) => sum + of(result), 0);

/** Of several batches, larger ones weigh more. */
const meanOver = (results: readonly StepResult[], of: (result: StepResult) => number) =>
  total(results, (result) => of(result) * result.examples) / total(results, (result) => result.examples);

function metricsOf({ values, metrics }: Program, results: readonly StepResult[]): Readonly<Record<string, number>> {
  const entries = metrics.map(({ index, aggregate }, at) => {
    const of = (result: StepResult) => result.metrics[at]!;
    return [values[index]!.name, aggregate === "mean" ? meanOver(results, of) : total(results, of)];
  });
  return Object.fromEntries(entries);
}

/** @param results of at least one batch */
export function epochReport(epoch: number, program: Program, optimizer: OptimizerUse, results: readonly StepResult[]): EpochReport {
  const last = results.at(-1)!;
  return {
    epoch,
    loss: meanOver(results, (result) => result.loss),
    metrics: metricsOf(program, results),
    gradientNorm: last.norm,
    // what stands in the document is not rounded to the executor's precision
    learningRate: optimizer.schedule ? last.rate : Number(optimizer.attributes.learningRate ?? 0),
    ...(last.statistics ? { statistics: last.statistics } : {}),
  };
}
