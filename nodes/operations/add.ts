// The sum, component by component.

import { defineBinary } from "../define/binary.ts";
import { infix } from "../define/notation.ts";

export const add = defineBinary({
  id: "add",
  title: "add",
  glyph: "+",
  summary: "Adds a and b component by component.",
  searchWords: ["sum", "plus", "residual"],
  formula: "a+b",
  derivative: { a: "1", b: "1" },
  component: "a + b",
  notation: infix("+"),
  examples: [
    { inputs: { a: [1, -2, 0.5], b: [0.25, 3, -4] }, outputs: { value: [1.25, 1, -3.5] } },
    { inputs: { a: [1, -2, 0.5], b: 0.5 }, outputs: { value: [1.5, -1.5, 1] } },
  ],
  kind: "add",
});
