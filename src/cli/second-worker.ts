// A second worker that was asked for: whether it may still come in, and if it does not, why.

import type { StartPartner } from "../engine/backend/wasm/workers/pair.ts";
import type { TrainingStep } from "./training-step.ts";

export interface SecondWorker {
  readonly start: StartPartner;
  /** Whether nothing can change any more: it computes, or this host has none. */
  isSettled(step: Pick<TrainingStep, "workers">): boolean;
  /** Why one worker computed alone; a sentence for the report. */
  whyAlone(): string;
}

const reasons = {
  "not asked for": "the step is too small to be shared, or its examples cannot be computed apart from each other",
  started: "the second one was not ready in time; more steps or a longer --budget give it more",
  refused: "there is no second one: this machine gives the process one processor",
} as const;

/** @param startPartner the host's way to start one */
export function awaitSecondWorker(startPartner: StartPartner): SecondWorker {
  let became: keyof typeof reasons = "not asked for";
  return {
    start: (message) => {
      const partner = startPartner(message);
      became = partner ? "started" : "refused";
      return partner;
    },
    isSettled: ({ workers }) => workers === 2 || became === "refused",
    whyAlone: () => reasons[became],
  };
}
