// The natural logarithm.

import { call } from "../define/notation.ts";
import { defineUnary } from "../define/unary.ts";

export const logarithm = defineUnary({
  id: "log",
  title: "logarithm",
  glyph: "\\log",
  category: "operations",
  summary: "Takes the natural logarithm of every component, which must be positive.",
  searchWords: ["ln", "log"],
  formula: "\\log x",
  slope: "\\frac{1}{x}",
  component: "log(x)",
  notation: call("log", ["x"]),
  examples: [{ inputs: { x: [0.25, 1, 2, 9] }, outputs: { value: [-1.3862943611198906, 0, 0.6931471805599453, 2.1972245773362196] } }],
  apply: (lowering, x) => lowering.unary("log", x),
});
