// The exponential function.

import { call } from "../define/notation.ts";
import { defineUnary } from "../define/unary.ts";

export const exponential = defineUnary({
  id: "exp",
  title: "exponential",
  glyph: "\\exp",
  category: "operations",
  summary: "Raises e to every component.",
  searchWords: ["e", "exp", "growth"],
  formula: "e^{x}",
  slope: "e^{x}",
  component: "exp(x)",
  notation: call("exp", ["x"]),
  examples: [
    {
      inputs: { x: [-2, -0.5, 0.3, 1.5] },
      outputs: { value: [0.1353352832366127, 0.6065306597126334, 1.3498588075760032, 4.4816890703380645] },
    },
  ],
  apply: (lowering, x) => lowering.unary("exp", x),
});
