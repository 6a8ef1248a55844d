// Cross-entropy of softmax(p) and a one-hot target: summed over the components, then reduced over steps and examples.

import { applyLogSoftmax } from "../activations/log-softmax.ts";
import { defineLoss } from "./define-loss.ts";

export const softmaxCrossEntropy = defineLoss({
  id: "softmax-cross-entropy",
  title: "softmax cross-entropy",
  glyph: "\\operatorname{CE}",
  summary: "Measures how surprising the right class is to softmax of the prediction.",
  searchWords: ["cross-entropy", "classification", "logits", "categorical", "one-hot"],
  formula: "\\textstyle-\\sum_i y_i \\log \\operatorname{softmax}(p)_i",
  prediction: "Logits: numbers before their softmax, one a class.",
  target: "1 for the right class, 0 for the others.",
  call: "softmaxCrossEntropy",
  slopes: ["\\operatorname{softmax}(p) - y", "-\\log\\operatorname{softmax}(p)"],
  compare: (lowering, prediction, target) => {
    const surprise = lowering.binary("multiply", target, applyLogSoftmax(lowering, prediction));
    return lowering.unary("negate", lowering.sum(surprise, "features"));
  },
  examples: [
    { inputs: { prediction: [-1.5, 0.3, 2], target: [0, 0, 1] }, outputs: { loss: 0.19299844498945573 } },
    { inputs: { prediction: [-1000, 0, 1000], target: [0, 0, 1] }, outputs: { loss: 0 } },
    { inputs: { prediction: [-1000, 0, 1000], target: [1, 0, 0] }, outputs: { loss: 2000 } },
  ],
});
