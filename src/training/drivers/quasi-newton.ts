// BFGS and DFP: d = -V g, where V ≈ H⁻¹ learns from the steps s and what the gradient changed by, r (J. Nocedal, S. Wright, Numerical
// Optimization, 2006, 6.1). V begins as I, unscaled.

import { addScaled, allFinite, dot, identityMatrix, norm, times } from "./dense.ts";
import { stepAlong } from "./line-step.ts";
import type { DriverRule } from "./rule.ts";

/** V changed in place, by s, r, V r and s·r > 0. */
type Update = (v: Float64Array, s: Float64Array, vr: Float64Array, sr: number, rvr: number) => void;

/** A step along which the gradient hardly rises says nothing about curvature. */
const LEAST_CURVATURE = 1e-12;

/** (I - s rᵀ/s·r) V (I - r sᵀ/s·r) + s sᵀ/s·r, multiplied out. */
const bfgsUpdate: Update = (v, s, vr, sr, rvr) => {
  const n = s.length;
  const factor = (1 + rvr / sr) / sr;
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) v[i * n + j]! += factor * s[i]! * s[j]! - (vr[i]! * s[j]! + s[i]! * vr[j]!) / sr;
};

/** V + s sᵀ/s·r - V r rᵀ V/rᵀV r */
const dfpUpdate: Update = (v, s, vr, sr, rvr) => {
  const n = s.length;
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) v[i * n + j]! += (s[i]! * s[j]!) / sr - (vr[i]! * vr[j]!) / rvr;
};

/** V after a step from w to `next`. */
function learned(v: Float64Array, s: Float64Array, r: Float64Array, update: Update): Float64Array {
  const sr = dot(s, r);
  if (!(sr > LEAST_CURVATURE)) return v;
  const vr = times(v, r);
  const after = v.slice();
  update(after, s, vr, sr, dot(r, vr));
  // a step that overflows V would end the training; without it V stays what it was
  return allFinite(after) ? after : v;
}

const quasiNewton = (update: Update): DriverRule => ({
  dense: "the approximation of the inverse Hessian",
  begin: (size) => ({ V: identityMatrix(size) }),
  step: (objective, w, state, settings) => {
    const v = state.V!;
    const here = objective.valueAndGradient(w);
    const direction = times(v, here.gradient).map((x) => -x);
    const along = stepAlong(objective, w, here, direction, settings);
    const s = addScaled(along.w, -1, w);
    const r = addScaled(objective.valueAndGradient(along.w).gradient, -1, here.gradient);
    return { loss: here.value, gradientNorm: norm(here.gradient), ...along, state: { V: learned(v, s, r, update) } };
  },
});

export const bfgs = quasiNewton(bfgsUpdate);
export const dfp = quasiNewton(dfpUpdate);
