// The rectifier with a slope for negative components. leakyRelu'(0) = slope.

import { numberOf } from "../define/attributes.ts";
import { call } from "../define/notation.ts";
import { defineUnary } from "../define/unary.ts";

export const leakyRelu = defineUnary({
  id: "leaky-relu",
  title: "leaky ReLU",
  glyph: "\\operatorname{lrelu}",
  category: "activations",
  summary: "Keeps positive components and scales the others down by a small slope.",
  searchWords: ["leaky rectifier", "lrelu", "slope"],
  formula: "x \\text{ for } x > 0,\\ \\text{else } \\alpha x",
  slope: "1 \\text{ for } x > 0,\\ \\text{else } \\alpha",
  component: "positive(x) * x + (1 - positive(x)) * slope * x",
  source: "A. Maas, A. Hannun, A. Ng, Rectifier nonlinearities improve neural network acoustic models, 2013",
  attributes: [{ id: "slope", title: "Slope", summary: "Slope for negative components.", kind: "number", default: 0.01 }],
  notation: call("leakyRelu", ["x"], { positional: ["slope"] }),
  kinks: [0],
  examples: [
    { inputs: { x: [-2, -0.5, 0.3, 1.5] }, outputs: { value: [-0.02, -0.005, 0.3, 1.5] } },
    { attributes: { slope: 0.2 }, inputs: { x: [-2, -0.5, 0.3, 1.5] }, outputs: { value: [-0.4, -0.1, 0.3, 1.5] } },
    { inputs: { x: [-1000, 0, 1000] }, outputs: { value: [-10, 0, 1000] } },
  ],
  apply: (lowering, x, attributes) => {
    const scaled = lowering.binary("multiply", lowering.number(numberOf(attributes, "slope")), x);
    return lowering.select(lowering.binary("greater", x, lowering.number(0)), x, scaled);
  },
});
