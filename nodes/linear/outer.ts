// a bᵀ: every component of a times every component of b. What a matrix memory is written with.

import { defineNode, type ShapeView } from "../../src/graph/node-type.ts";
import { columnOf } from "../define/column.ts";
import { valueOutput } from "../define/ports.ts";
import { componentsOf } from "../rules/column.ts";

const OPERANDS = ["a", "b"] as const;
const REMEDY = "use product, which takes matrices";

function shapes(view: ShapeView): void {
  const [rows, columns] = [componentsOf(view, "a", REMEDY), componentsOf(view, "b", REMEDY)];
  const output = view.output();
  if (rows !== undefined && columns !== undefined) view.setOutput([rows, columns]);
  if (output?.length !== 2) return;
  // one component may also be a number
  OPERANDS.forEach((port, axis) => {
    if (!view.input(port) && (output[axis]! > 1 || view.guessing)) view.setInput(port, [output[axis]!]);
  });
}

export const outer = defineNode({
  id: "outer",
  title: "outer product",
  glyph: "a\\,b^{\\top}",
  category: "linear",
  role: "operation",
  summary: "Multiplies every component of one column by every component of another, which gives a matrix.",
  searchWords: ["outer product", "tensor product", "dyadic", "matrix memory", "rank one", "correlation"],
  formula: "a\\,b^\\top",
  attributes: [],
  inputs: [
    { id: "a", summary: "Column, one component a row of the result." },
    { id: "b", summary: "Column, one component a column of the result." },
  ],
  outputs: valueOutput("Matrix of all products."),
  shapes,
  lower: (lowering, context) => {
    const [a, b] = [columnOf(lowering, context.need("a")), columnOf(lowering, context.need("b"))];
    return lowering.contract(a, b, "i,j->ij");
  },
  notation: { kind: "written", write: ({ a, b }) => `${a} * ${b}'` },
  derivative: { a: "\\bar{a} = \\bar{Y}\\,b", b: "\\bar{b} = \\bar{Y}^\\top a" },
  examples: [
    {
      inputs: { a: [1, 2, -1], b: [0.5, -2] },
      outputs: {
        value: [
          [0.5, -2],
          [1, -4],
          [-0.5, 2],
        ],
      },
    },
    { inputs: { a: 3, b: [0.5, -2] }, outputs: { value: [[1.5, -6]] } },
  ],
});
