// Times the training steps of one document, as `gradwire bench` does.

import { registry } from "../../../nodes/index.ts";
import { measure, type Timing } from "../../../src/cli/timing.ts";
import { firstBatch, prepareTrainingStep } from "../../../src/cli/training-step.ts";
import { loadDocument } from "../../../src/graph/load.ts";

export interface Question {
  /** A graph file. */
  readonly text: string;
  readonly milliseconds: number;
}

export type Answer = { readonly timing: Timing } | { readonly error: string };

function answer({ text, milliseconds }: Question): Timing {
  const loaded = loadDocument(text, registry);
  if (!loaded.ok) throw new Error(loaded.problem.message);
  const { document } = loaded.value;
  const batch = firstBatch(document, registry, new Map());
  return measure(() => prepareTrainingStep(document, registry, batch), { milliseconds });
}

self.onmessage = ({ data }: MessageEvent<Question>) => {
  const send = (message: Answer) => self.postMessage(message);
  try {
    send({ timing: answer(data) });
  } catch (error) {
    send({ error: error instanceof Error ? error.message : String(error) });
  }
};
