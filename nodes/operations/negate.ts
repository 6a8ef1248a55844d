// The negative of every component.

import { defineUnary } from "../define/unary.ts";

export const negate = defineUnary({
  id: "negate",
  title: "negative",
  glyph: "{-}x",
  category: "operations",
  summary: "Turns the sign of every component.",
  searchWords: ["minus", "opposite", "sign"],
  formula: "-x",
  slope: "-1",
  component: "-x",
  notation: { kind: "prefix", operator: "-", operand: "x" },
  examples: [{ inputs: { x: [-2, -0.5, 0.3, 1.5] }, outputs: { value: [2, 0.5, -0.3, -1.5] } }],
  apply: (lowering, x) => lowering.unary("negate", x),
});
