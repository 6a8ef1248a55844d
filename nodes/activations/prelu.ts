// The rectifier with a trained slope for negative components, one a component. prelu'(0) = a.
// K. He, X. Zhang, S. Ren, J. Sun, "Delving deep into rectifiers", 2015; slopes begin at 0.25 as there.

import { defineNode } from "../../src/graph/node-type.ts";
import { call } from "../define/notation.ts";
import { valueOutput } from "../define/ports.ts";
import { elementwise } from "../rules/elementwise.ts";

export const prelu = defineNode({
  id: "prelu",
  title: "PReLU",
  glyph: "\\operatorname{prelu}",
  category: "activations",
  role: "operation",
  summary: "A leaky ReLU whose slope for negative components is trained, one a component.",
  searchWords: ["parametric relu", "trained slope", "rectifier"],
  formula: "x \\text{ for } x > 0,\\ \\text{else } a \\odot x",
  source: "K. He, X. Zhang, S. Ren, J. Sun, Delving deep into rectifiers, 2015",
  attributes: [],
  inputs: [
    { id: "x", summary: "Operand." },
    { id: "a", summary: "Slope for negative components, one for each.", parameter: { initializer: "constant(0.25)" } },
  ],
  outputs: valueOutput("Result, of the shape of x."),
  shapes: (view) => elementwise(view, ["x", "a"]),
  lower: (lowering, context) => {
    const x = context.need("x");
    const scaled = lowering.binary("multiply", context.need("a"), x);
    return lowering.select(lowering.binary("greater", x, lowering.number(0)), x, scaled);
  },
  notation: call("prelu", ["x", "a"]),
  component: "positive(x) * x + (1 - positive(x)) * a * x",
  derivative: { x: "1 \\text{ for } x > 0,\\ \\text{else } a", a: "0 \\text{ for } x > 0,\\ \\text{else } x" },
  kinks: [0],
  examples: [{ inputs: { x: [-2, -0.5, 0.3, 1.5], a: [0.1, 0.2, 0.3, 0.4] }, outputs: { value: [-0.2, -0.1, 0.3, 1.5] } }],
});
