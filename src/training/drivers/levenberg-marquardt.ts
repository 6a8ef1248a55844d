// (JᵀJ + ν I) p = -Jᵀe for E = ½ Σ e² (K. Levenberg 1944, D. Marquardt 1963). One trial a step: where w + p is lower it is taken and ν falls by
// the factor, else w stays and ν rises by it.

import { addScaled, norm, normalMatrix, solvePositive } from "./dense.ts";
import type { DriverRule } from "./rule.ts";

/** ν keeps off 0 and infinity, from where no factor leads back. */
const damped = (value: number) => Math.min(Math.max(value, 1e-300), 1e300);

/** -(JᵀJ + ν I)⁻¹ g; null where rounding leaves nothing to divide by. */
function trialStep(jacobian: Float64Array, gradient: Float64Array, damping: number): Float64Array | null {
  const n = gradient.length;
  const matrix = normalMatrix(jacobian, n);
  for (let i = 0; i < n; i++) matrix[i * n + i]! += damping;
  return solvePositive(
    matrix,
    gradient.map((x) => -x),
  );
}

export const levenbergMarquardt: DriverRule = {
  dense: "JᵀJ",
  begin: (_, settings) => ({ damping: Float64Array.of(Number(settings.damping)) }),
  step: (objective, w, state, settings) => {
    // Jᵀe is the gradient of E
    const here = objective.valueAndGradient(w);
    const [damping, factor] = [state.damping![0]!, Number(settings.factor)];
    const report = { loss: here.value, gradientNorm: norm(here.gradient), length: damping };
    if (report.gradientNorm === 0) return { ...report, w: w.slice(), state };
    const p = trialStep(objective.jacobian(w), here.gradient, damping);
    const next = p && addScaled(w, 1, p);
    const accepted = next !== null && objective.value(next) < here.value;
    const after = damped(accepted ? damping / factor : damping * factor);
    return { ...report, w: accepted ? next : w.slice(), state: { damping: Float64Array.of(after) } };
  },
};
