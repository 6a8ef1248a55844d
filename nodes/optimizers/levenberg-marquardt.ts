// Between Gauss-Newton and gradient descent, for sums of squares (Levenberg 1944, Marquardt 1963).

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { defineDriver } from "./define-driver.ts";

/** ½ Σ e² over steps, examples and components. */
const halfSumOfSquares = (lowering: Lowering, e: Signal): Signal =>
  lowering.binary("multiply", lowering.number(0.5), lowering.sum(lowering.binary("multiply", e, e), "all"));

export const levenbergMarquardt = defineDriver({
  id: "levenberg-marquardt",
  title: "Levenberg-Marquardt",
  glyph: "J^{\\top}\\! J",
  summary:
    "Fits residuals by least squares: takes a step of Gauss and Newton, shortened until the sum of squares falls; for few parameters.",
  searchWords: ["least squares", "gauss newton", "jacobian", "residuals", "damping", "second order", "train"],
  formula: "(J^\\top J + \\nu I)\\, p = -J^\\top e,\\quad E = \\tfrac{1}{2}\\textstyle\\sum e^2",
  source: "D. Marquardt, An algorithm for least-squares estimation of nonlinear parameters, 1963",
  residuals: { id: "e", summary: "What should become zero: predictions minus targets, of any shape." },
  settings: [
    {
      id: "damping",
      title: "ν",
      summary: "What is added to the diagonal at first; a large one shortens the steps.",
      kind: "number",
      default: 0.01,
      minimum: 0,
      runtime: true,
    },
    {
      id: "factor",
      title: "Factor",
      summary: "By which ν falls after a step that was taken, and rises after one that was not.",
      kind: "number",
      default: 10,
      minimum: 1,
      runtime: true,
    },
  ],
  call: "levenbergMarquardt",
  // the compiler takes `loss` for the loss of the model, and the driver asks for the Jacobian of `residuals`
  inner: (lowering, context) => {
    const residuals = lowering.onlyReal(context.need("e"), "all");
    return { residuals, loss: halfSumOfSquares(lowering, context.need("e")) };
  },
});
