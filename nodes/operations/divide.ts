// The quotient, component by component.

import { defineBinary } from "../define/binary.ts";
import { infix } from "../define/notation.ts";

export const divide = defineBinary({
  id: "divide",
  title: "divide",
  glyph: "\\div",
  summary: "Divides a by b component by component.",
  searchWords: ["quotient", "ratio", "over"],
  formula: "\\frac{a}{b}",
  derivative: { a: "\\frac{1}{b}", b: "-\\frac{a}{b^2}" },
  component: "a / b",
  notation: [infix("./"), infix("/")],
  examples: [
    { inputs: { a: [1, -2, 0.5], b: [0.25, 4, -2] }, outputs: { value: [4, -0.5, -0.25] } },
    { inputs: { a: [1, -2, 0.5], b: 0.5 }, outputs: { value: [2, -4, 1] } },
  ],
  kind: "divide",
});
