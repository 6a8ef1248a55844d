// The notation's `*`: the matrix product where the inner sizes agree, else scaling by a number or one component.

import type { Shape } from "../../src/engine/tape.ts";
import { defineNode } from "../../src/graph/node-type.ts";
import { infix } from "../define/notation.ts";
import { valueOutput } from "../define/ports.ts";
import { productRule } from "../rules/product.ts";

/** A number or a single component scales; all other shapes make a product of matrices. */
const isNumber = (shape: Shape | undefined): boolean =>
  shape !== undefined && (shape.length === 0 || (shape.length === 1 && shape[0] === 1));

export const product = defineNode({
  id: "product",
  title: "product",
  glyph: "W\\cdot",
  category: "linear",
  role: "operation",
  summary: "Multiplies a matrix by a column, two matrices, a column by a row, or anything by a number.",
  searchWords: ["matrix", "times", "gain", "scale", "linear", "outer product", "inner product", "matmul"],
  formula: "W\\,x",
  attributes: [],
  inputs: [
    { id: "a", symbol: "W", summary: "Left factor: a matrix, a column, a row or a number." },
    { id: "b", symbol: "x", summary: "Right factor; its rows are the columns of the left one." },
  ],
  outputs: valueOutput("The product."),
  shapes: productRule,
  lower: (lowering, context) => lowering.product(context.need("a"), context.need("b")),
  notation: infix("*"),
  component: ({ shape }) => (isNumber(shape("a")) || isNumber(shape("b")) ? "a * b" : null),
  derivative: { a: "\\bar{W} = \\bar{y}\\,x^\\top", b: "\\bar{x} = W^\\top \\bar{y}" },
  examples: [
    {
      inputs: {
        a: [
          [0.5, -1, 2],
          [1.5, 0.25, -0.75],
        ],
        b: [0.2, -0.4, 1],
      },
      outputs: { value: [2.5, -0.55] },
    },
    {
      inputs: {
        a: [
          [1, 2],
          [3, 4],
        ],
        b: [
          [0.5, -1, 0],
          [2, 0.25, 1],
        ],
      },
      outputs: {
        value: [
          [4.5, -0.5, 2],
          [9.5, -2, 4],
        ],
      },
    },
    {
      inputs: { a: [1, 2, -1], b: [[0.5, -2]] },
      outputs: {
        value: [
          [0.5, -2],
          [1, -4],
          [-0.5, 2],
        ],
      },
    },
    { inputs: { a: [[1, 2, -1]], b: [0.5, 3, 2] }, outputs: { value: [4.5] } },
    { inputs: { a: 0.5, b: [2, -3] }, outputs: { value: [1, -1.5] } },
    {
      inputs: {
        a: [
          [1, 2],
          [3, 4],
        ],
        b: [2],
      },
      outputs: {
        value: [
          [2, 4],
          [6, 8],
        ],
      },
    },
  ],
});
