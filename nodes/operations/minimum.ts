// The smaller of two, component by component; on a tie each side gets half of the gradient.

import { defineBinary } from "../define/binary.ts";
import { call } from "../define/notation.ts";

export const minimum = defineBinary({
  id: "minimum",
  title: "smaller of two",
  glyph: "\\min",
  summary: "Takes the smaller of a and b component by component.",
  searchWords: ["min", "smaller", "limit"],
  formula: "\\min(a, b)",
  derivative: { a: "1 \\text{ where } a < b", b: "1 \\text{ where } b < a" },
  component: "min(a, b)",
  notation: call("min", ["a", "b"]),
  examples: [
    { inputs: { a: [1, -2, 0.5], b: [0.25, 3, -4] }, outputs: { value: [0.25, -2, -4] } },
    { inputs: { a: [1, -2, 0.5], b: 0 }, outputs: { value: [0, -2, 0] } },
  ],
  kind: "minimum",
});
