// All components in one column; an image goes channel, row, column.

import { sizeOf } from "../../src/engine/tape.ts";
import { defineNode, type ShapeView } from "../../src/graph/node-type.ts";
import { call } from "../define/notation.ts";
import { valueOutput } from "../define/ports.ts";

function shapes(view: ShapeView): void {
  const x = view.input("x");
  if (x) view.setOutput([sizeOf(x)]);
  else if (view.guessing) view.setInput("x", view.output());
}

export const flatten = defineNode({
  id: "flatten",
  title: "flatten",
  glyph: "\\operatorname{vec}",
  category: "shape",
  role: "operation",
  summary: "Puts all components of a matrix or an image into one column, row by row.",
  searchWords: ["vector", "column", "unroll"],
  formula: "\\operatorname{vec}(x)",
  attributes: [],
  inputs: [{ id: "x", summary: "Operand, for example an image [channels, rows, columns]." }],
  outputs: valueOutput("One column."),
  shapes,
  lower: (lowering, context) => lowering.reshape(context.need("x"), context.outputShape()),
  notation: call("flatten", ["x"]),
  derivative: { x: "\\bar{y} \\text{ in the shape of } x" },
  examples: [
    {
      inputs: {
        x: [
          [
            [1, 2],
            [3, 4],
          ],
          [
            [5, 6],
            [7, 8],
          ],
        ],
      },
      outputs: { value: [1, 2, 3, 4, 5, 6, 7, 8] },
    },
  ],
});
