// One number repeated over a shape: zeros and ones.

import { defineNode, type NodeType } from "../../src/graph/node-type.ts";
import { call } from "../define/notation.ts";
import { valueOutput } from "../define/ports.ts";
import { declaredShape } from "./fed.ts";

interface FilledSpec extends Pick<NodeType, "id" | "title" | "glyph" | "summary" | "searchWords" | "formula" | "examples"> {
  readonly fill: number;
}

const defineFilled = ({ fill, ...spec }: FilledSpec): NodeType =>
  defineNode({
    ...spec,
    category: "inputs",
    role: "operation",
    attributes: [
      { id: "shape", title: "Shape", summary: "Sizes of its axes; as needed where it is left open.", kind: "shape", default: null },
    ],
    inputs: [],
    outputs: valueOutput("The filled shape."),
    shapes: declaredShape,
    lower: (lowering, context) => lowering.constant(context.outputShape(), fill),
    notation: call(spec.id, [], { positional: ["shape"] }),
  });

export const zeros = defineFilled({
  id: "zeros",
  title: "zeros",
  glyph: "\\mathbf{0}",
  summary: "Is 0 everywhere.",
  searchWords: ["zero", "initial state", "empty"],
  formula: "\\mathbf{0}",
  examples: [
    {
      attributes: { shape: [2, 3] },
      inputs: {},
      outputs: {
        value: [
          [0, 0, 0],
          [0, 0, 0],
        ],
      },
    },
  ],
  fill: 0,
});

export const ones = defineFilled({
  id: "ones",
  title: "ones",
  glyph: "\\mathbf{1}",
  summary: "Is 1 everywhere.",
  searchWords: ["one", "unit"],
  formula: "\\mathbf{1}",
  examples: [{ attributes: { shape: [3] }, inputs: {}, outputs: { value: [1, 1, 1] } }],
  fill: 1,
});
