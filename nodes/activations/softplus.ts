// The smooth rectifier log(1 + eˣ), exact for large x of either sign.

import { call } from "../define/notation.ts";
import { defineUnary } from "../define/unary.ts";

export const softplus = defineUnary({
  id: "softplus",
  title: "softplus",
  glyph: "\\operatorname{sp}",
  category: "activations",
  summary: "A rectifier without a corner.",
  searchWords: ["smooth relu", "log exp"],
  formula: "\\log(1+e^{x})",
  slope: "\\sigma(x)",
  component: "softplus(x)",
  source: "C. Dugas et al., Incorporating second-order functional knowledge for better option pricing, 2001",
  notation: call("softplus", ["x"]),
  examples: [
    {
      inputs: { x: [-2, -0.5, 0.3, 1.5] },
      outputs: { value: [0.1269280110429725, 0.4740769841801067, 0.8543552444685272, 1.7014132779827524] },
    },
    { inputs: { x: [-1000, 0, 1000] }, outputs: { value: [0, 0.6931471805599453, 1000] } },
  ],
  apply: (lowering, x) => lowering.unary("softplus", x),
});
