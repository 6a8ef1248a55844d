// An output port of a cell, or a result of the whole graph.

import { defineNode } from "../../src/graph/node-type.ts";
import { special } from "../define/notation.ts";
import { valueOutput } from "../define/ports.ts";
import { elementwise } from "../rules/elementwise.ts";

export const output = defineNode({
  id: "output",
  title: "output",
  glyph: "y",
  category: "inputs",
  role: "output",
  summary: "Hands a value out of the cell, or marks a result of the graph.",
  searchWords: ["result", "port", "return"],
  formula: "x",
  attributes: [
    { id: "name", title: "Name", summary: "Name of the port; the node's own where it is left empty.", kind: "text", default: "" },
  ],
  inputs: [{ id: "x", summary: "The value that is handed out." }],
  outputs: valueOutput("The same value."),
  shapes: (view) => elementwise(view, ["x"]),
  lower: (lowering, context) => lowering.unary("identity", context.need("x")),
  notation: special,
  derivative: { x: "1" },
  examples: [{ inputs: { x: [1, -2, 0.5] }, outputs: { value: [1, -2, 0.5] } }],
});
