// On which backend a training goes on: what the page says of it, and when it offers the other one.

import type { TrainingBackend, TrainingReport } from "../worker/protocol.ts";
import { isFastRefusal } from "../worker/refusals.ts";

/** Why it is not the fast one, in words; null where it is. */
export function slowness({ backend, precision }: TrainingBackend): string | null {
  if (backend !== "reference") return null;
  return precision === "f64" ? "reference backend, f64: slower" : "reference backend, f32, slower: this browser has no SIMD";
}

/** Whether the reference backend may compute what was refused. */
export const offersReference = ({ problem, backend }: TrainingReport): boolean =>
  problem !== null && backend === "wasm" && isFastRefusal(problem);

/** The same training at rest, on another backend: what one has refused the other may compute. */
export function movedTo(report: TrainingReport, backend: TrainingBackend): TrainingReport {
  const { state, epoch } = report;
  return {
    ...report,
    ...backend,
    state: state === "failed" ? (epoch > 0 ? "paused" : "idle") : state,
    passed: { epochs: [], losses: [], norms: [] },
    problem: null,
  };
}
