// The hyperbolic tangent.

import { call } from "../define/notation.ts";
import { defineUnary } from "../define/unary.ts";

export const tanh = defineUnary({
  id: "tanh",
  title: "tanh",
  glyph: "\\tanh",
  category: "activations",
  summary: "Squeezes every component into the range from -1 to 1.",
  searchWords: ["hyperbolic tangent", "tgh", "squash"],
  formula: "\\tanh(x)",
  slope: "1-\\tanh^2(x)",
  component: "tanh(x)",
  notation: call("tanh", ["x"], { aliases: ["tgh"] }),
  examples: [
    {
      inputs: { x: [-2, -0.5, 0.3, 1.5] },
      outputs: { value: [-0.9640275800758169, -0.46211715726000974, 0.2913126124515909, 0.9051482536448664] },
    },
    { inputs: { x: [-1000, 0, 1000] }, outputs: { value: [-1, 0, 1] } },
  ],
  apply: (lowering, x) => lowering.unary("tanh", x),
});
