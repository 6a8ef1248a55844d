// 002: learning rates that change from step to step, read from a session's reports, and how many steps an epoch has.

import type { Document } from "../../src/graph/document.ts";
import { read } from "../compiler/equations/library.ts";
import { sketch } from "../compiler/sketch.ts";
import { feedsOf } from "../training/drivers/equations.ts";
import { type Check, check, sessionOf } from "./check.ts";

const scheduled = (schedule: string): Document =>
  read(`w = parameter(1, "zeros")\nloss = sum(w)\nupdate = gradientDescent(loss, learningRate=${schedule})`);

/** The rate of a step, counted from 0, in a session that goes on from there. */
function rateAt(document: Document, step: number): number {
  const memory = { ...sessionOf(document).memory(), steps: step };
  return sessionOf(document, { memory }).step().learningRate;
}

const rates = (document: Document, steps: object) =>
  Object.fromEntries(Object.keys(steps).map((step) => [step, rateAt(document, Number(step))]));

interface Power {
  readonly eta0: number;
  readonly c1: number;
  readonly c2: number;
}

interface Losses {
  readonly eta0: number;
  readonly E: readonly number[];
}

/** Every step has the loss that the note gives it: it is fed, and the session of the next one goes on with what the schedule remembers. */
function matlabRates({ eta0, E }: Losses): number[] {
  const document = read(
    `E = input(1)\nw = parameter(1, "zeros")\nloss = sum(E + 0 * w)\nupdate = gradientDescent(loss, learningRate=matlabSchedule(${eta0}))`,
  );
  const session = (loss: number) => sessionOf(document, { feeds: feedsOf({ E: [loss] }) });
  let memory = session(E[0]!).memory();
  return E.map((loss) => {
    const next = sessionOf(document, { feeds: feedsOf({ E: [loss] }), memory });
    const { learningRate } = next.step();
    memory = next.memory();
    return learningRate;
  });
}

const batched = (examples: number, batchSize: number): Document =>
  sketch(`
    d = random-numbers(examples=${examples})
    w = parameter(shape=[1])
    wx = multiply(a < d.value, b < w)
    loss = mean(x < wx)
    update = gradient-descent(loss < loss, batchSize=${batchSize})
  `);

function stepsOfAnEpoch(document: Document): number {
  const session = sessionOf(document);
  session.step();
  return session.memory().steps;
}

export const schedules: Readonly<Record<string, Check>> = {
  power_schedule: check<Power, object>(({ eta0, c1, c2 }, steps) => rates(scheduled(`powerSchedule(${eta0}, c1=${c1}, c2=${c2})`), steps)),
  piecewise_schedule: check<unknown, object>((_, steps) => rates(scheduled("piecewiseSchedule([0.1, 0.01, 0.001], [5, 20])"), steps)),
  matlab_rule: check<Losses>((inputs) => ({ eta: matlabRates(inputs) })),
  epoch_iterations: check<{ N: number; batch: readonly number[] }>(({ N, batch }) => ({
    iterations: batch.map((size) => stepsOfAnEpoch(batched(N, size))),
  })),
};
