// RMSProp: AdaGrad that forgets.

import { defineOptimizer } from "./define-optimizer.ts";
import { byRoot, decay, epsilon, epsilonInsideRoot } from "./settings.ts";

export const rmsprop = defineOptimizer({
  id: "rmsprop",
  title: "RMSProp",
  glyph: "\\overline{g^2}",
  summary: "Divides every parameter's step by the root of the running mean of its squared gradients.",
  searchWords: ["adaptive", "hinton", "mean square", "train"],
  formula: "s \\leftarrow \\rho s + (1-\\rho)\\, g \\odot g,\\quad w \\leftarrow w - \\eta\\, g \\oslash \\sqrt{s + \\varepsilon}",
  source: "T. Tieleman, G. Hinton, Neural Networks for Machine Learning, lecture 6.5, 2012",
  learningRate: 0.001,
  settings: [decay, epsilon, epsilonInsideRoot(true)],
  call: "rmsprop",
  graph: byRoot("rmsprop"),
});
