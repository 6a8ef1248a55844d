// Adam: running means of the gradient and of its square, both corrected for their start at 0 (D. Kingma, J. Ba 2014, algorithm 1).

import { defineOptimizer } from "./define-optimizer.ts";
import { byRoot, epsilon, epsilonInsideRoot, moments } from "./settings.ts";

export const adam = defineOptimizer({
  id: "adam",
  title: "Adam",
  glyph: "\\hat{m},\\hat{v}",
  summary: "Scales every parameter's step by the size that its gradients have had.",
  searchWords: ["adaptive", "moment", "kingma", "train"],
  formula: "w \\leftarrow w - \\eta\\,\\frac{\\hat{m}}{\\sqrt{\\hat{v}} + \\varepsilon}",
  source: "D. Kingma, J. Ba, Adam: a method for stochastic optimization, 2014",
  learningRate: 0.001,
  settings: [...moments, epsilon, epsilonInsideRoot(false)],
  call: "adam",
  graph: byRoot("adam"),
});
