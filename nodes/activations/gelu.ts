// The Gaussian error linear unit, exact (with erf).

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { call } from "../define/notation.ts";
import { defineUnary } from "../define/unary.ts";

export function applyGelu(lowering: Lowering, x: Signal): Signal {
  const error = lowering.unary("erf", lowering.binary("multiply", lowering.number(Math.SQRT1_2), x));
  const half = lowering.binary("multiply", lowering.number(0.5), x);
  return lowering.binary("multiply", half, lowering.binary("add", lowering.number(1), error));
}

export const gelu = defineUnary({
  id: "gelu",
  title: "GELU",
  glyph: "\\operatorname{gelu}",
  category: "activations",
  summary: "Scales every component by the chance that a standard normal number lies below it.",
  searchWords: ["gaussian error linear unit", "transformer"],
  formula: "x\\,\\Phi(x) = \\tfrac{x}{2}\\left(1+\\operatorname{erf}\\tfrac{x}{\\sqrt{2}}\\right)",
  slope: "\\Phi(x) + \\tfrac{x}{\\sqrt{2\\pi}}\\,e^{-x^2/2}",
  component: "x * (1 + erf(x / sqrt(2))) / 2",
  source: "D. Hendrycks, K. Gimpel, Gaussian error linear units, 2016",
  notation: call("gelu", ["x"]),
  examples: [
    {
      inputs: { x: [-2, -0.5, 0.3, 1.5] },
      outputs: { value: [-0.04550026389635842, -0.15426876936299344, 0.1853734266566858, 1.399789198096713] },
    },
    { inputs: { x: [-1000, 0, 1000] }, outputs: { value: [0, 0, 1000] } },
  ],
  apply: applyGelu,
});
