// The cosine of every component, in radians.

import { call } from "../define/notation.ts";
import { defineUnary } from "../define/unary.ts";

export const cosine = defineUnary({
  id: "cos",
  title: "cosine",
  glyph: "\\cos",
  category: "operations",
  summary: "Takes the cosine of every component, in radians.",
  searchWords: ["wave", "trigonometric", "periodic"],
  formula: "\\cos x",
  slope: "-\\sin x",
  component: "cos(x)",
  notation: call("cos", ["x"]),
  examples: [
    {
      inputs: { x: [-2, -0.5, 0.3, 1.5] },
      outputs: { value: [-0.4161468365471424, 0.8775825618903728, 0.955336489125606, 0.0707372016677029] },
    },
  ],
  apply: (lowering, x) => lowering.unary("cos", x),
});
