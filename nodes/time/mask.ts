// 1 on the real steps of x and 0 on padding, one component a position.

import { defineNode } from "../../src/graph/node-type.ts";
import { call } from "../define/notation.ts";
import { valueOutput } from "../define/ports.ts";

export const mask = defineNode({
  id: "mask",
  title: "real steps",
  glyph: "1_t",
  category: "time",
  role: "operation",
  summary: "Gives 1 on real steps and 0 on the padding of shorter sequences.",
  searchWords: ["mask", "padding", "length", "valid"],
  formula: "1 \\text{ where } t \\le T,\\ \\text{else } 0",
  attributes: [],
  inputs: [{ id: "x", summary: "A value per step, of which only the steps matter." }],
  outputs: valueOutput("One component a position."),
  shapes: (view) => view.setOutput([1]),
  lower: (lowering, context) => lowering.realSteps(context.need("x")),
  notation: call("mask", ["x"]),
  derivative: { x: "0" },
  examples: [{ inputs: { x: [1, -2, 0.5] }, outputs: { value: [1] } }],
});
