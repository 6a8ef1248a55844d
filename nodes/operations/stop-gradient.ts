// The value passes, its gradient does not.

import { call } from "../define/notation.ts";
import { defineUnary } from "../define/unary.ts";

export const stopGradient = defineUnary({
  id: "stop-gradient",
  title: "stop gradient",
  glyph: "\\dashv",
  category: "operations",
  summary: "Lets the value through and nothing of its gradient back.",
  searchWords: ["detach", "freeze", "constant"],
  formula: "x",
  slope: "0",
  notation: call("stopGradient", ["x"]),
  examples: [{ inputs: { x: [-2, -0.5, 0.3, 1.5] }, outputs: { value: [-2, -0.5, 0.3, 1.5] } }],
  apply: (lowering, x) => lowering.unary("stopGradient", x),
});
