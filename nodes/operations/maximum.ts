// The larger of two, component by component; on a tie each side gets half of the gradient.

import { defineBinary } from "../define/binary.ts";
import { call } from "../define/notation.ts";

export const maximum = defineBinary({
  id: "maximum",
  title: "larger of two",
  glyph: "\\max",
  summary: "Takes the larger of a and b component by component.",
  searchWords: ["max", "larger", "stabilizer"],
  formula: "\\max(a, b)",
  derivative: { a: "1 \\text{ where } a > b", b: "1 \\text{ where } b > a" },
  component: "max(a, b)",
  notation: call("max", ["a", "b"]),
  examples: [
    { inputs: { a: [1, -2, 0.5], b: [0.25, 3, -4] }, outputs: { value: [1, 3, 0.5] } },
    { inputs: { a: [1, -2, 0.5], b: 0 }, outputs: { value: [1, 0, 0.5] } },
  ],
  kind: "maximum",
});
