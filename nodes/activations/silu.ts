// The sigmoid linear unit, also called swish.

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { call } from "../define/notation.ts";
import { defineUnary } from "../define/unary.ts";

export const applySilu = (lowering: Lowering, x: Signal): Signal => lowering.binary("multiply", x, lowering.unary("sigmoid", x));

export const silu = defineUnary({
  id: "silu",
  title: "SiLU",
  glyph: "\\operatorname{silu}",
  category: "activations",
  summary: "Scales every component by its own sigmoid.",
  searchWords: ["swish", "sigmoid linear unit"],
  formula: "x\\,\\sigma(x)",
  slope: "\\sigma(x)\\,(1 + x\\,(1-\\sigma(x)))",
  component: "x * sigmoid(x)",
  source: "S. Elfwing, E. Uchibe, K. Doya, Sigmoid-weighted linear units for neural network function approximation, 2017",
  notation: call("silu", ["x"]),
  examples: [
    {
      inputs: { x: [-2, -0.5, 0.3, 1.5] },
      outputs: { value: [-0.2384058440442351, -0.1887703343990727, 0.1723327550434977, 1.2263617142904655] },
    },
    { inputs: { x: [-1000, 0, 1000] }, outputs: { value: [0, 0, 1000] } },
  ],
  apply: applySilu,
});
