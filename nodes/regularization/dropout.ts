// Inverted dropout: components are left out at random while training, and the others scaled up, so that evaluation needs no change.
// Each position of time and batch has a mask of its own.

import { defineNode } from "../../src/graph/node-type.ts";
import { call } from "../define/notation.ts";
import { valueOutput } from "../define/ports.ts";
import { elementwise } from "../rules/elementwise.ts";

export const dropout = defineNode({
  id: "dropout",
  title: "dropout",
  glyph: "\\operatorname{drop}",
  category: "activations",
  role: "operation",
  summary: "Leaves out components at random while training, and scales up the others; when evaluating it changes nothing.",
  searchWords: ["regularization", "regularisation", "mask", "noise", "random", "drop"],
  formula: "\\frac{m \\odot x}{1 - p},\\ m_i = 0 \\text{ with probability } p, \\text{ else } 1",
  source:
    "N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov, Dropout: a simple way to prevent neural networks from overfitting, 2014",
  attributes: [
    {
      id: "rate",
      title: "Rate",
      summary: "Share of the components that is left out in a training step.",
      kind: "number",
      default: 0.5,
      minimum: 0,
      below: 1,
      runtime: true,
    },
  ],
  inputs: [{ id: "x", summary: "Operand." }],
  outputs: valueOutput("Result, of the shape of x."),
  shapes: (view) => elementwise(view, ["x"]),
  lower: (lowering, context) => {
    const x = context.need("x");
    const noise = context.noise(x);
    if (!noise) return x;
    const rate = context.setting("rate");
    const gain = lowering.binary("divide", lowering.number(1), lowering.binary("subtract", lowering.number(1), rate));
    const mask = lowering.binary("multiply", lowering.binary("greaterEqual", noise, rate), gain);
    return lowering.binary("multiply", x, mask);
  },
  notation: call("dropout", ["x"], { positional: ["rate"] }),
  derivative: { x: "\\frac{m}{1 - p}" },
  examples: [
    { attributes: { rate: 0 }, inputs: { x: [1.5, -2, 0.25] }, outputs: { value: [1.5, -2, 0.25] } },
    { attributes: { rate: 0.5 }, inputs: { x: [0, 0] }, outputs: { value: [0, 0] } },
  ],
});
