// The scaled exponential linear unit, which keeps mean 0 and variance 1 through layers. selu'(0) = λ.

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { call } from "../define/notation.ts";
import { defineUnary } from "../define/unary.ts";
import { applyElu } from "./elu.ts";

const scale = 1.0507009873554805;
const alpha = 1.6732632423543772;

export const applySelu = (lowering: Lowering, x: Signal): Signal =>
  lowering.binary("multiply", lowering.number(scale), applyElu(lowering, x, alpha));

export const selu = defineUnary({
  id: "selu",
  title: "SELU",
  glyph: "\\operatorname{selu}",
  category: "activations",
  summary: "An ELU scaled so that deep layers keep mean 0 and variance 1.",
  searchWords: ["scaled exponential linear unit", "self-normalizing"],
  formula: "\\lambda\\,\\operatorname{elu}_{\\alpha}(x),\\ \\lambda = 1.0507,\\ \\alpha = 1.6733",
  slope: "\\lambda \\text{ for } x \\ge 0,\\ \\text{else } \\lambda\\alpha\\,e^{x}",
  component: `${scale} * elu(x, ${alpha})`,
  source: "G. Klambauer, T. Unterthiner, A. Mayr, S. Hochreiter, Self-normalizing neural networks, 2017",
  notation: call("selu", ["x"]),
  kinks: [0],
  examples: [
    {
      inputs: { x: [-2, -0.5, 0.3, 1.5] },
      outputs: { value: [-1.5201664685956948, -0.6917581878028713, 0.31521029620664415, 1.5760514810332207] },
    },
    { inputs: { x: [-1000, 0, 1000] }, outputs: { value: [-1.7580993408473766, 0, 1050.7009873554805] } },
  ],
  apply: applySelu,
});
