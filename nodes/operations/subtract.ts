// The difference, component by component.

import { defineBinary } from "../define/binary.ts";
import { infix } from "../define/notation.ts";

export const subtract = defineBinary({
  id: "subtract",
  title: "subtract",
  glyph: "-",
  summary: "Takes b away from a component by component.",
  searchWords: ["difference", "minus", "error"],
  formula: "a-b",
  derivative: { a: "1", b: "-1" },
  component: "a - b",
  notation: infix("-"),
  examples: [
    { inputs: { a: [1, -2, 0.5], b: [0.25, 3, -4] }, outputs: { value: [0.75, -5, 4.5] } },
    { inputs: { a: 1, b: [1, -2, 0.5] }, outputs: { value: [0, 3, 0.5] } },
  ],
  kind: "subtract",
});
