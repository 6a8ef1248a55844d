// The elementwise (Hadamard) product.

import { defineBinary } from "../define/binary.ts";
import { infix } from "../define/notation.ts";

export const multiply = defineBinary({
  id: "multiply",
  title: "elementwise product",
  glyph: "\\odot",
  summary: "Multiplies a and b component by component: how a gate scales a vector.",
  searchWords: ["hadamard", "times", "gate", "mask"],
  formula: "a \\odot b",
  derivative: { a: "b", b: "a" },
  component: "a * b",
  notation: infix(".*"),
  examples: [
    {
      inputs: { a: [0.1, 0, 1, 0.9, 0.5], b: [-0.94, 1.05, 0.39, 0.97, 0.9] },
      outputs: { value: [-0.094, 0, 0.39, 0.873, 0.45] },
      source: "001, a gate on h",
    },
    { inputs: { a: [1, -2, 0.5], b: [2] }, outputs: { value: [2, -4, 1] } },
  ],
  kind: "multiply",
});
