// The logistic function σ, which every gate of an LSTM uses.

import { call } from "../define/notation.ts";
import { defineUnary } from "../define/unary.ts";

export const sigmoid = defineUnary({
  id: "sigmoid",
  title: "sigmoid",
  glyph: "\\sigma",
  category: "activations",
  summary: "Squeezes every component into the range from 0 to 1.",
  searchWords: ["logistic", "gate", "sigma", "squash"],
  formula: "\\sigma(x) = \\frac{1}{1+e^{-x}}",
  slope: "\\sigma(x)\\,(1-\\sigma(x))",
  component: "sigmoid(x)",
  notation: call("sigmoid", ["x"], { aliases: ["σ"] }),
  examples: [
    {
      inputs: { x: [-2, -0.5, 0.3, 1.5] },
      outputs: { value: [0.11920292202211755, 0.3775406687981454, 0.574442516811659, 0.8175744761936437] },
    },
    { inputs: { x: [-1000, 0, 1000] }, outputs: { value: [0, 0.5, 1] } },
  ],
  apply: (lowering, x) => lowering.unary("sigmoid", x),
});
