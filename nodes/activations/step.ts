// The threshold unit: 1 for x ≥ 0, else 0. It has no slope, so nothing learns through it.

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { call } from "../define/notation.ts";
import { defineUnary } from "../define/unary.ts";

export const applyStep = (lowering: Lowering, x: Signal): Signal => lowering.binary("greaterEqual", x, lowering.number(0));

export const step = defineUnary({
  id: "step",
  title: "step",
  glyph: "H",
  category: "activations",
  summary: "Gives 1 for components from 0 on and 0 for the others; no gradient passes.",
  searchWords: ["heaviside", "threshold", "binary", "hard limit"],
  formula: "1 \\text{ for } x \\ge 0,\\ \\text{else } 0",
  slope: "0",
  component: "step(x)",
  notation: call("step", ["x"]),
  kinks: [0],
  examples: [
    { inputs: { x: [-2, -0.5, 0.3, 1.5] }, outputs: { value: [0, 0, 1, 1] } },
    { inputs: { x: [-1000, 0, 1000] }, outputs: { value: [0, 1, 1] } },
  ],
  apply: applyStep,
});
