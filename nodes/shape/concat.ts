// Columns put on top of each other, `[a; b]`; matrices and images along their first axis.

import { defineNode } from "../../src/graph/node-type.ts";
import { valueOutput } from "../define/ports.ts";
import { stackRule } from "../rules/stack.ts";

export const concat = defineNode({
  id: "concat",
  title: "concat",
  glyph: "[\\,;]",
  category: "shape",
  role: "operation",
  summary: "Puts columns on top of each other.",
  searchWords: ["stack", "concatenate", "join", "append", "vector"],
  formula: "[x_1; x_2; \\dots]",
  attributes: [],
  inputs: [{ id: "x", summary: "Columns, from top to bottom.", variadic: { minimum: 1 } }],
  outputs: valueOutput("All components in one column."),
  shapes: (view) => stackRule(view, view.ports),
  lower: (lowering, context) => lowering.concat(context.all("x")),
  notation: { kind: "call", name: "concat", operands: ["x"] },
  derivative: { x: "\\bar{x}_i = \\text{its rows of } \\bar{y}" },
  examples: [
    { inputs: { x1: [1, 2], x2: [3], x3: [4, 5, 6] }, outputs: { value: [1, 2, 3, 4, 5, 6] } },
    { inputs: { x1: [1, 2], x2: 3 }, outputs: { value: [1, 2, 3] } },
    {
      inputs: {
        x1: [[1, 2]],
        x2: [
          [3, 4],
          [5, 6],
        ],
      },
      outputs: {
        value: [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
      },
    },
  ],
});
