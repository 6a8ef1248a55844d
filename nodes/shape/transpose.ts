// Rows and columns exchanged: a column [n] becomes a row [1, n], and back.

import type { Shape } from "../../src/engine/tape.ts";
import { defineNode, type ShapeView } from "../../src/graph/node-type.ts";
import { call } from "../define/notation.ts";
import { valueOutput } from "../define/ports.ts";
import { nameShape, predicate } from "../rules/describe.ts";

function transposed(shape: Shape): Shape {
  if (shape.length === 0) return [];
  if (shape.length === 1) return [1, shape[0]!];
  return shape[0] === 1 ? [shape[1]!] : [shape[1]!, shape[0]!];
}

/** A row may come from a column or from a matrix of one column. */
const isRow = (shape: Shape): boolean => shape.length === 2 && shape[0] === 1;

function shapes(view: ShapeView): void {
  const [x, output] = [view.input("x"), view.output()];
  if (x && x.length > 2) {
    view.fail({
      port: "x",
      what: `input x ${predicate(x)}, expected a column or a matrix`,
      got: nameShape(x),
      expected: "at most two axes",
    });
  }
  if (x) view.setOutput(transposed(x));
  else if (output && output.length <= 2 && (view.guessing || !isRow(output))) view.setInput("x", transposed(output));
}

export const transpose = defineNode({
  id: "transpose",
  title: "transpose",
  glyph: "(\\cdot)^{\\top}",
  category: "shape",
  role: "operation",
  summary: "Exchanges rows and columns; a column becomes a row.",
  searchWords: ["row", "column", "prime", "flip"],
  formula: "x^{\\top}",
  attributes: [],
  inputs: [{ id: "x", summary: "A matrix, a column or a row." }],
  outputs: valueOutput("x with rows and columns exchanged."),
  shapes,
  lower: (lowering, context) => lowering.transpose(context.need("x")),
  notation: [{ kind: "postfix", operator: "'", operand: "x" }, call("transpose", ["x"])],
  derivative: { x: "\\bar{y}^{\\top}" },
  examples: [
    {
      inputs: {
        x: [
          [1, 2, 3],
          [4, 5, 6],
        ],
      },
      outputs: {
        value: [
          [1, 4],
          [2, 5],
          [3, 6],
        ],
      },
    },
    { inputs: { x: [1, 2, 3] }, outputs: { value: [[1, 2, 3]] } },
    { inputs: { x: [[1, 2, 3]] }, outputs: { value: [1, 2, 3] } },
  ],
});
