// Every component held between two borders. Inside and on the borders the slope is 1, beyond it is 0; NaN stays NaN.

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import type { AttributeSpec, ResolvedAttributes } from "../../src/graph/node-type.ts";
import { numberOf } from "../define/attributes.ts";
import { defineUnary } from "../define/unary.ts";

const border = (id: "min" | "max", title: string, value: number): AttributeSpec => ({
  id,
  title,
  summary: `The ${title.toLowerCase()} value that passes.`,
  kind: "number",
  default: value,
});

function apply(lowering: Lowering, x: Signal, attributes: ResolvedAttributes): Signal {
  const [low, high] = [lowering.number(numberOf(attributes, "min")), lowering.number(numberOf(attributes, "max"))];
  const below = lowering.select(lowering.binary("greater", x, high), high, x);
  return lowering.select(lowering.binary("greater", low, x), low, below);
}

export const clip = defineUnary({
  id: "clip",
  title: "clip",
  glyph: "\\operatorname{clip}",
  category: "operations",
  summary: "Holds every component between a smallest and a largest value.",
  searchWords: ["clamp", "limit", "saturate", "hard"],
  formula: "\\min(\\max(x, \\text{min}), \\text{max})",
  slope: "1 \\text{ for } \\text{min} \\le x \\le \\text{max},\\ 0 \\text{ beyond}",
  component: "clip(x, min, max)",
  attributes: [border("min", "Smallest", -1), border("max", "Largest", 1)],
  notation: { kind: "written", write: ({ x }, { min, max }) => `min(max(${x}, ${min}), ${max})` },
  kinks: [-1, 1, -0.2, 0.5],
  examples: [
    { inputs: { x: [-2, -0.5, 0.3, 1.5] }, outputs: { value: [-1, -0.5, 0.3, 1] } },
    { attributes: { min: -0.2, max: 0.5 }, inputs: { x: [-2, -0.21, 0.3, 1.5] }, outputs: { value: [-0.2, -0.2, 0.3, 0.5] } },
  ],
  apply,
});
