// w ← w - a g, with a from a line search (A. Cauchy 1847).

import { norm } from "./dense.ts";
import { stepAlong } from "./line-step.ts";
import type { DriverRule } from "./rule.ts";

export const steepestDescent: DriverRule = {
  begin: () => ({}),
  step: (objective, w, state, settings) => {
    const here = objective.valueAndGradient(w);
    const along = stepAlong(
      objective,
      w,
      here,
      here.gradient.map((x) => -x),
      settings,
    );
    return { loss: here.value, gradientNorm: norm(here.gradient), ...along, state };
  },
};
