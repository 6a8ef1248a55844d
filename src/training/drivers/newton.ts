// w ← w - η H⁻¹ g, with the exact Hessian and no damping (J. Nocedal, S. Wright, Numerical Optimization, 2006, 3.3).

import { addScaled, allFinite, norm, solve } from "./dense.ts";
import type { Objective, Point } from "./objective.ts";
import { type DriverRule, StepFailure } from "./rule.ts";

/** H⁻¹ g */
function newtonDirection(objective: Objective, w: Float64Array, { gradient }: Point): Float64Array {
  const hessian = objective.hessian(w);
  const direction = allFinite(hessian) ? solve(hessian, gradient) : null;
  if (direction) return direction;
  const singular = allFinite(hessian);
  throw new StepFailure(
    singular ? "the Hessian is singular" : "the Hessian has entries that are not finite numbers",
    singular ? "a singular Hessian" : "NaN or infinity",
    "a Hessian that can be inverted",
    "begin elsewhere, add a penalty on the weights, or use bfgs",
  );
}

export const newton: DriverRule = {
  dense: "the Hessian",
  begin: () => ({}),
  step: (objective, w, state, settings) => {
    const here = objective.valueAndGradient(w);
    const report = { loss: here.value, gradientNorm: norm(here.gradient), length: Number(settings.learningRate), state };
    if (report.gradientNorm === 0) return { ...report, w: w.slice() };
    return { ...report, w: addScaled(w, -report.length, newtonDirection(objective, w, here)) };
  },
};
