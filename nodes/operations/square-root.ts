// The square root of every component.

import { call } from "../define/notation.ts";
import { defineUnary } from "../define/unary.ts";

export const squareRoot = defineUnary({
  id: "sqrt",
  title: "square root",
  glyph: "\\sqrt{\\phantom{x}}",
  category: "operations",
  summary: "Takes the square root of every component; its slope is infinite at 0.",
  searchWords: ["root", "sqrt"],
  formula: "\\sqrt{x}",
  slope: "\\frac{1}{2\\sqrt{x}}",
  component: "sqrt(x)",
  notation: call("sqrt", ["x"]),
  examples: [{ inputs: { x: [0.25, 1, 2, 9] }, outputs: { value: [0.5, 1, 1.4142135623730951, 3] } }],
  apply: (lowering, x) => lowering.unary("sqrt", x),
});
