// The threshold unit with the gradient of a smooth step, so that a net of units that are on or off can be trained.
// Y. Bengio, N. Léonard, A. Courville, "Estimating or propagating gradients through stochastic neurons", 2013.

import { numberOf } from "../define/attributes.ts";
import { call } from "../define/notation.ts";
import { defineUnary } from "../define/unary.ts";
import { applyStep } from "./step.ts";

export const straightThroughStep = defineUnary({
  id: "straight-through-step",
  title: "straight-through step",
  glyph: "\\tilde{H}",
  category: "activations",
  summary: "Gives 1 for components from 0 on and 0 for the others; the gradient that passes is that of a sigmoid.",
  searchWords: ["straight-through estimator", "ste", "surrogate gradient", "binary", "threshold", "spiking", "smooth step"],
  formula: "1 \\text{ for } x \\ge 0,\\ \\text{else } 0",
  slope: "k\\,s\\,(1 - s),\\ s = \\sigma(k\\,x)",
  source: "Y. Bengio, N. Léonard, A. Courville, Estimating or propagating gradients through stochastic neurons, 2013",
  attributes: [
    {
      id: "steepness",
      title: "Steepness",
      summary: "How steep the sigmoid is whose gradient passes: k in σ(k x).",
      kind: "number",
      default: 1,
      minimum: 0,
    },
  ],
  notation: call("straightThroughStep", ["x"], { positional: ["steepness"] }),
  kinks: [0],
  examples: [
    { inputs: { x: [-2, -0.5, 0.3, 1.5] }, outputs: { value: [0, 0, 1, 1] } },
    { attributes: { steepness: 4 }, inputs: { x: [-1000, 0, 1000] }, outputs: { value: [0, 1, 1] } },
  ],
  apply: (lowering, x, attributes) => {
    const smooth = lowering.unary("sigmoid", lowering.binary("multiply", lowering.number(numberOf(attributes, "steepness")), x));
    // s + (H - s) is exactly H: the difference of two numbers between ½ and 1 is not rounded, nor is 0 - s
    const rest = lowering.unary("stopGradient", lowering.binary("subtract", applyStep(lowering, x), smooth));
    return lowering.binary("add", smooth, rest);
  },
});
