// The exponential linear unit. elu'(0) = 1 for every α.

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { numberOf } from "../define/attributes.ts";
import { call } from "../define/notation.ts";
import { defineUnary } from "../define/unary.ts";

/** The exponential only ever sees x ≤ 0: an infinity in the branch that is not taken would become NaN in the gradient. */
export function applyElu(lowering: Lowering, x: Signal, alpha: number): Signal {
  const positive = lowering.binary("greaterEqual", x, lowering.number(0));
  const fall = lowering.unary("exp", lowering.select(positive, lowering.number(0), x));
  const below = lowering.binary("multiply", lowering.number(alpha), lowering.binary("subtract", fall, lowering.number(1)));
  return lowering.select(positive, x, below);
}

export const elu = defineUnary({
  id: "elu",
  title: "ELU",
  glyph: "\\operatorname{elu}",
  category: "activations",
  summary: "Keeps positive components and bends the others towards -α.",
  searchWords: ["exponential linear unit"],
  formula: "x \\text{ for } x \\ge 0,\\ \\text{else } \\alpha\\,(e^{x}-1)",
  slope: "1 \\text{ for } x \\ge 0,\\ \\text{else } \\alpha\\,e^{x}",
  component: "elu(x, alpha)",
  source: "D.-A. Clevert, T. Unterthiner, S. Hochreiter, Fast and accurate deep network learning by exponential linear units, 2015",
  attributes: [{ id: "alpha", title: "α", summary: "How far below 0 the result can fall.", kind: "number", default: 1 }],
  notation: call("elu", ["x"], { positional: ["alpha"] }),
  kinks: [0],
  examples: [
    { inputs: { x: [-2, -0.5, 0.3, 1.5] }, outputs: { value: [-0.8646647167633873, -0.3934693402873666, 0.3, 1.5] } },
    {
      attributes: { alpha: 2 },
      inputs: { x: [-2, -0.5, 0.3, 1.5] },
      outputs: { value: [-1.7293294335267746, -0.7869386805747332, 0.3, 1.5] },
    },
    { inputs: { x: [-1000, 0, 1000] }, outputs: { value: [-1, 0, 1000] } },
  ],
  apply: (lowering, x, attributes) => applyElu(lowering, x, numberOf(attributes, "alpha")),
});
