// What a report of the engine adds to the curves.

import { type Curve, emptyCurve } from "../store/state.ts";
import type { TrainingReport } from "../worker/protocol.ts";

const finite = (x: number | null): number | null => (x !== null && Number.isFinite(x) ? x : null);

/** An epoch that was reported before (after a reset) starts the curves anew from there. */
export function extended(curve: Curve, { epoch, loss, gradientNorm }: TrainingReport): Curve {
  const last = curve.epochs.at(-1);
  if (last === epoch || loss === null) return curve;
  const { epochs, losses, norms } = last !== undefined && epoch < last ? emptyCurve : curve;
  return { epochs: [...epochs, epoch], losses: [...losses, finite(loss)], norms: [...norms, finite(gradientNorm)] };
}
