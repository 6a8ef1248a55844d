// The rectifier: x where it is positive, else 0. relu'(0) = 0; NaN stays NaN.

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { call } from "../define/notation.ts";
import { defineUnary } from "../define/unary.ts";

export const applyRelu = (lowering: Lowering, x: Signal): Signal =>
  lowering.select(lowering.binary("greaterEqual", lowering.number(0), x), lowering.number(0), x);

export const relu = defineUnary({
  id: "relu",
  title: "ReLU",
  glyph: "\\operatorname{relu}",
  category: "activations",
  summary: "Keeps positive components and sets the others to 0.",
  searchWords: ["rectifier", "rectified linear unit", "ramp"],
  formula: "\\max(x, 0)",
  slope: "1 \\text{ for } x > 0,\\ \\text{else } 0",
  component: "relu(x)",
  source: "V. Nair, G. Hinton, Rectified linear units improve restricted Boltzmann machines, 2010",
  notation: call("relu", ["x"]),
  kinks: [0],
  examples: [
    { inputs: { x: [-2, -0.5, 0.3, 1.5] }, outputs: { value: [0, 0, 0.3, 1.5] } },
    { inputs: { x: [-1000, 0, 1000] }, outputs: { value: [0, 0, 1000] } },
  ],
  apply: applyRelu,
});
