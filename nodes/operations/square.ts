// The square of every component.

import { defineUnary } from "../define/unary.ts";

export const square = defineUnary({
  id: "square",
  title: "square",
  glyph: "(\\cdot)^2",
  category: "operations",
  summary: "Multiplies every component by itself.",
  searchWords: ["power", "second moment", "quadratic"],
  formula: "x^2",
  slope: "2x",
  component: "x ^ 2",
  notation: { kind: "written", write: ({ x }) => `${x} .^ 2` },
  examples: [{ inputs: { x: [-2, -0.5, 0.3, 1.5] }, outputs: { value: [4, 0.25, 0.09, 2.25] } }],
  apply: (lowering, x) => lowering.binary("multiply", x, x),
});
