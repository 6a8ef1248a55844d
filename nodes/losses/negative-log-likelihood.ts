// -log of the probability that is given to the right class: the cross-entropy of a distribution that has been through softmax already.
// Not clipped. On logits, softmax cross-entropy is the safe form.

import { textOf } from "../define/attributes.ts";
import { defineLoss } from "./define-loss.ts";
import { weightedLog } from "./weighted-log.ts";

export const negativeLogLikelihood = defineLoss({
  id: "negative-log-likelihood",
  title: "negative log-likelihood",
  glyph: "\\operatorname{NLL}",
  summary: "Measures how surprising the right class is to predicted probabilities.",
  searchWords: ["nll", "cross-entropy", "categorical", "classification", "log loss", "maximum likelihood", "one-hot"],
  formula: "\\textstyle-\\sum_i y_i \\log p_i",
  source: "M. J. Zaki, W. Meira Jr., Data mining and machine learning, 2nd edition, 2020",
  prediction: "Probabilities that add up to 1, or their logarithms.",
  target: "1 for the right class, 0 for the others.",
  call: "negativeLogLikelihood",
  slopes: ["-y / p", "-\\log p"],
  settings: [
    {
      id: "of",
      title: "Prediction is",
      summary: "What the prediction holds: probabilities, as softmax gives them, or logarithms, as log softmax does.",
      kind: "choice",
      default: "probabilities",
      options: ["probabilities", "logarithms"],
    },
  ],
  compare: (lowering, prediction, target, attributes) => {
    const logarithms = textOf(attributes, "of") === "logarithms";
    const terms = logarithms ? lowering.binary("multiply", target, prediction) : weightedLog(lowering, target, prediction);
    return lowering.unary("negate", lowering.sum(terms, "features"));
  },
  examples: [
    { inputs: { prediction: [0.2, 0.7, 0.1], target: [0, 1, 0] }, outputs: { loss: 0.35667494393873245 } },
    { inputs: { prediction: [0.2, 0.5, 0.3], target: [0.25, 0.25, 0.5] }, outputs: { loss: 1.1776326754114794 } },
    {
      attributes: { of: "logarithms", reduction: "sum" },
      inputs: { prediction: [-1.5, -0.25, -3], target: [0, 1, 0] },
      outputs: { loss: 0.25 },
    },
  ],
});
