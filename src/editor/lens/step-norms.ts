// The norm of a value or gradient at each step. Strips, wires, slider and inspector all read these, so their numbers are the same.

import { norm } from "../pictures/scale.ts";

const known = new WeakMap<Float64Array, Float64Array>();

/** One norm a step; a single one where `numbers` holds no more than `units`. */
export function stepNorms(numbers: Float64Array, units: number): Float64Array {
  let norms = known.get(numbers);
  if (!norms) {
    const steps = units > 0 ? numbers.length / units : 0;
    norms = Float64Array.from({ length: steps }, (_, t) => norm(numbers, t * units, (t + 1) * units));
    known.set(numbers, norms);
  }
  return norms;
}

/** What is the same at all steps has one norm for all of them. */
export const atStep = (norms: ArrayLike<number>, step: number): number => norms[norms.length === 1 ? 0 : step] ?? 0;
