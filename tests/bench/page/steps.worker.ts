// Times the training steps of one document, as `gradwire bench` does.

import { registry } from "../../../nodes/index.ts";
import { measure, type Timing } from "../../../src/cli/timing.ts";
import { firstBatch, prepareTrainingStep, type TrainingStep } from "../../../src/cli/training-step.ts";
import { startPartner } from "../../../src/editor/worker/partner.ts";
import { loadDocument } from "../../../src/graph/load.ts";
import { type ProductRate, productRate } from "./product-rate.ts";

/** A graph file to time, or how fast plain products are. */
export type Question = StepQuestion | { readonly product: true; readonly milliseconds: number };

export interface StepQuestion {
  /** A graph file. */
  readonly text: string;
  readonly milliseconds: number;
  /** 1 or 2. */
  readonly workers: number;
}

export type Answer = { readonly timing: Timing | ProductRate } | { readonly error: string };

/** A second worker comes in after steps have been run for a while, and only when this one rests for a moment. */
async function withPartner(step: TrainingStep): Promise<void> {
  for (let tries = 0; step.workers < 2 && tries < 50; tries++) {
    const end = performance.now() + 100;
    while (performance.now() < end) step.run();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function answer(question: Question): Promise<Timing | ProductRate> {
  if ("product" in question) return productRate(question.milliseconds);
  const { text, milliseconds, workers } = question;
  const loaded = loadDocument(text, registry);
  if (!loaded.ok) throw new Error(loaded.problem.message);
  const { document } = loaded.value;
  const batch = firstBatch(document, registry, new Map());
  if (workers < 2) return measure(() => prepareTrainingStep(document, registry, batch), { milliseconds });
  const step = prepareTrainingStep(document, registry, batch, { startPartner });
  const losses = [step.run(), step.run(), step.run()];
  await withPartner(step);
  return { ...measure(() => step, { milliseconds }), losses };
}

self.onmessage = async ({ data }: MessageEvent<Question>) => {
  const send = (message: Answer) => self.postMessage(message);
  try {
    send({ timing: await answer(data) });
  } catch (error) {
    send({ error: error instanceof Error ? error.message : String(error) });
  }
};
