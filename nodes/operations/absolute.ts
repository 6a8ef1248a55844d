// The magnitude of every component.

import { call } from "../define/notation.ts";
import { defineUnary } from "../define/unary.ts";

export const absolute = defineUnary({
  id: "abs",
  title: "absolute value",
  glyph: "|\\cdot|",
  category: "operations",
  summary: "Drops the sign of every component; the slope at 0 is 0.",
  searchWords: ["magnitude", "modulus", "abs"],
  formula: "|x|",
  slope: "\\operatorname{sign}(x)",
  component: "abs(x)",
  notation: call("abs", ["x"]),
  kinks: [0],
  examples: [
    { inputs: { x: [-2, -0.5, 0.3, 1.5] }, outputs: { value: [2, 0.5, 0.3, 1.5] } },
    { inputs: { x: [-1000, 0, 1000] }, outputs: { value: [1000, 0, 1000] } },
  ],
  apply: (lowering, x) => lowering.unary("abs", x),
});
