// To the minimum of the parabola that touches the loss.

import { defineDriver } from "./define-driver.ts";
import { learningRate } from "./define-optimizer.ts";

export const newton = defineDriver({
  id: "newton",
  title: "Newton",
  glyph: "H^{-1}",
  summary: "Steps to where the loss would be flat if its curvature stayed as it is here; for few parameters.",
  searchWords: ["hessian", "second order", "curvature", "raphson", "train"],
  formula: "w \\leftarrow w - \\eta\\, H^{-1} g",
  source: "J. Nocedal, S. Wright, Numerical Optimization, 2006, chapter 3",
  settings: [learningRate(1)],
  call: "newton",
});
