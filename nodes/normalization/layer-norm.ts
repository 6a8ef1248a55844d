// Components of each example, shifted to mean 0 and scaled to variance 1, then scaled and shifted by what is trained. Ba et al. 2016.

import { defineNode, type ShapeView } from "../../src/graph/node-type.ts";
import { numberOf } from "../define/attributes.ts";
import { call } from "../define/notation.ts";
import { valueOutput } from "../define/ports.ts";
import { epsilon } from "./epsilon.ts";
import { normalizationShapes } from "./shapes.ts";

/** Every component has its own. */
const shapes = (view: ShapeView): void => normalizationShapes(view, (shape) => shape);

export const layerNorm = defineNode({
  id: "layer-norm",
  title: "layer norm",
  glyph: "\\operatorname{LN}",
  category: "activations",
  role: "operation",
  summary: "Brings the components of each example to mean 0 and variance 1, then applies a trained gain and shift.",
  searchWords: ["normalization", "normalisation", "standardize", "layernorm", "mean", "variance", "gain"],
  formula: "\\gamma \\odot \\frac{x - \\mu}{\\sqrt{\\sigma^2 + \\varepsilon}} + \\beta",
  source: "J. L. Ba, J. R. Kiros, G. E. Hinton, Layer normalization, 2016",
  attributes: [epsilon],
  inputs: [
    { id: "x", summary: "Operand; mean and biased variance are taken over all its components." },
    { id: "gamma", symbol: "\\gamma", summary: "Gain, one for each component.", parameter: { initializer: "ones" } },
    { id: "beta", symbol: "\\beta", summary: "Shift, one for each component.", parameter: { initializer: "zeros" } },
  ],
  outputs: valueOutput("Result, of the shape of x."),
  shapes,
  lower: (lowering, context) => {
    const x = context.need("x");
    const centred = lowering.binary("subtract", x, lowering.mean(x, "features"));
    const variance = lowering.mean(lowering.binary("multiply", centred, centred), "features");
    const deviation = lowering.unary("sqrt", lowering.binary("add", variance, lowering.number(numberOf(context.attributes, "epsilon"))));
    const scaled = lowering.binary("multiply", context.need("gamma"), lowering.binary("divide", centred, deviation));
    return lowering.binary("add", scaled, context.need("beta"));
  },
  notation: call("layerNorm", ["x", "gamma", "beta"]),
  derivative: {
    x: "\\bar{x} = \\frac{1}{\\sigma}\\left(\\hat{g} - \\overline{\\hat{g}} - z\\,\\overline{z \\odot \\hat{g}}\\right),\\ \\hat{g} = \\gamma \\odot \\bar{y},\\ z = \\frac{x - \\mu}{\\sigma}",
    gamma: "\\bar{\\gamma} = \\bar{y} \\odot \\frac{x - \\mu}{\\sigma}",
    beta: "\\bar{\\beta} = \\bar{y}",
  },
  examples: [
    {
      attributes: { epsilon: 0 },
      inputs: { x: [1, 3, 1, 3], gamma: [1, 2, 3, 4], beta: [0, 0.5, 0, -1] },
      outputs: { value: [-1, 2.5, -3, 3] },
    },
    {
      attributes: { epsilon: 0.75 },
      inputs: { x: [[1.5, 2.5]], gamma: 2, beta: [[0.25, 0]] },
      outputs: { value: [[-0.75, 1]] },
    },
  ],
});
