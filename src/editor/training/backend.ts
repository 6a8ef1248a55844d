// On which backend a training goes on: what the page says of it, and when it offers the other one.

import type { Host, TrainingBackend, TrainingReport } from "../worker/protocol.ts";
import { isFastRefusal } from "../worker/refusals.ts";

/** Why it is not the fast one, in words; null where it is. */
export function slowness({ backend, precision }: TrainingBackend): string | null {
  if (backend !== "reference") return null;
  return precision === "f64" ? "reference backend, f64: slower" : "reference backend, f32, slower: this browser has no SIMD";
}

/** Whether the reference backend may compute what was refused. */
export const offersReference = ({ problem, backend }: TrainingReport): boolean =>
  problem !== null && backend === "wasm" && isFastRefusal(problem);

/** Whether a training of this report would be on the fast backend; before the first report it is. */
export const isFast = ({ simd }: Host, report: TrainingReport | null): boolean => simd && (report?.precision ?? "f32") === "f32";

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
