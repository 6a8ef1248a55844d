// Cross-entropy of sigmoid(p), a component at a time, as y·softplus(-p) + (1 - y)·softplus(p): exact for large p of either sign.

import { defineLoss } from "./define-loss.ts";

export const binaryCrossEntropyWithLogits = defineLoss({
  id: "binary-cross-entropy-with-logits",
  title: "sigmoid cross-entropy",
  glyph: "\\operatorname{BCE}_{\\sigma}",
  summary: "Binary cross-entropy of numbers before their sigmoid, safe however large they are.",
  searchWords: ["bce", "binary cross-entropy with logits", "log loss", "logistic", "classification", "multi-label", "stable"],
  formula: "-\\left(y \\log \\sigma(p) + (1-y) \\log(1-\\sigma(p))\\right)",
  prediction: "Logits: numbers before their sigmoid.",
  target: "0 or 1 for each component.",
  call: "binaryCrossEntropyWithLogits",
  slopes: ["\\sigma(p) - y", "-p"],
  compare: (lowering, prediction, target) => {
    const softplus = (sign: "identity" | "negate") => lowering.unary("softplus", lowering.unary(sign, prediction));
    const no = lowering.binary("subtract", lowering.number(1), target);
    const surpriseOfYes = lowering.binary("multiply", target, softplus("negate"));
    return lowering.binary("add", surpriseOfYes, lowering.binary("multiply", no, softplus("identity")));
  },
  examples: [
    { inputs: { prediction: [-1.5, 0.3, 2], target: [0, 1, 1] }, outputs: { loss: 0.29423217783141736 } },
    { attributes: { reduction: "sum" }, inputs: { prediction: [-1.5, 0.3, 2], target: [0, 1, 1] }, outputs: { loss: 0.882696533494252 } },
    { inputs: { prediction: [-1000, 1000], target: [0, 1] }, outputs: { loss: 0 } },
    { attributes: { reduction: "sum" }, inputs: { prediction: [-1000, 1000, 500], target: [1, 0, 0] }, outputs: { loss: 2500 } },
  ],
});
