// Cross-entropy of probabilities, a component at a time, not clipped: a sure and wrong prediction costs infinity. 0 · log 0 is 0.

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { defineLoss } from "./define-loss.ts";
import { weightedLog } from "./weighted-log.ts";

const complement = (lowering: Lowering, x: Signal): Signal => lowering.binary("subtract", lowering.number(1), x);

export const binaryCrossEntropy = defineLoss({
  id: "binary-cross-entropy",
  title: "binary cross-entropy",
  glyph: "\\operatorname{BCE}",
  summary: "Measures how surprising yes-or-no targets are to predicted probabilities.",
  searchWords: ["bce", "log loss", "logistic", "classification", "multi-label"],
  formula: "-\\left(y \\log p + (1-y) \\log(1-p)\\right)",
  prediction: "Probabilities between 0 and 1.",
  target: "0 or 1 for each component.",
  call: "binaryCrossEntropy",
  slopes: ["\\frac{p-y}{p\\,(1-p)}", "\\log\\frac{1-p}{p}"],
  compare: (lowering, prediction, target) => {
    const yes = weightedLog(lowering, target, prediction);
    const no = weightedLog(lowering, complement(lowering, target), complement(lowering, prediction));
    return lowering.unary("negate", lowering.binary("add", yes, no));
  },
  examples: [
    { inputs: { prediction: [0.2, 0.7, 0.9], target: [0, 1, 1] }, outputs: { loss: 0.22839300363692283 } },
    { attributes: { reduction: "sum" }, inputs: { prediction: [0.2, 0.7, 0.9], target: [0, 1, 1] }, outputs: { loss: 0.6851790109107685 } },
  ],
});
