// What a report of the engine adds to the curves.

import { type Curve, emptyCurve } from "../store/state.ts";
import type { TrainingReport } from "../worker/protocol.ts";

const finite = (x: number): number | null => (Number.isFinite(x) ? x : null);

/** A point for each epoch that has passed. One that the curves have already (after a reset) starts them anew from there. */
export function extended(curve: Curve, { passed }: TrainingReport): Curve {
  const [last, first] = [curve.epochs.at(-1), passed.epochs[0]];
  if (first === undefined) return curve;
  const { epochs, losses, norms } = last !== undefined && first <= last ? emptyCurve : curve;
  return {
    epochs: epochs.concat(passed.epochs),
    losses: losses.concat(passed.losses.map(finite)),
    norms: norms.concat(passed.norms.map(finite)),
  };
}

/** The curve as far as an epoch, with its last points where there are more than `most`. */
export function upTo(curve: Curve, epoch: number, most: number): Curve {
  const after = curve.epochs.findIndex((e) => e > epoch);
  const end = after === -1 ? curve.epochs.length : after;
  const part = <T>(numbers: readonly T[]): readonly T[] => numbers.slice(Math.max(0, end - most), end);
  return { epochs: part(curve.epochs), losses: part(curve.losses), norms: part(curve.norms) };
}
