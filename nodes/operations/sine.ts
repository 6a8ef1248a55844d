// The sine of every component, in radians.

import { call } from "../define/notation.ts";
import { defineUnary } from "../define/unary.ts";

export const sine = defineUnary({
  id: "sin",
  title: "sine",
  glyph: "\\sin",
  category: "operations",
  summary: "Takes the sine of every component, in radians.",
  searchWords: ["wave", "trigonometric", "periodic"],
  formula: "\\sin x",
  slope: "\\cos x",
  component: "sin(x)",
  notation: call("sin", ["x"]),
  examples: [
    {
      inputs: { x: [-2, -0.5, 0.3, 1.5] },
      outputs: { value: [-0.9092974268256817, -0.479425538604203, 0.29552020666133955, 0.9974949866040544] },
    },
  ],
  apply: (lowering, x) => lowering.unary("sin", x),
});
