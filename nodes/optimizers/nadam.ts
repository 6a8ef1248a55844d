// Adam with Nesterov's look ahead, at a constant β₁.

import { defineOptimizer } from "./define-optimizer.ts";
import { byRoot, epsilon, epsilonInsideRoot, moments } from "./settings.ts";

export const nadam = defineOptimizer({
  id: "nadam",
  title: "Nadam",
  glyph: "\\bar{m},\\hat{v}",
  summary: "Adam whose first moment already counts the present gradient as the next step will.",
  searchWords: ["adaptive", "nesterov", "dozat", "train"],
  formula:
    "\\bar{m} = \\frac{\\beta_1 m}{1-\\beta_1^{k+1}} + \\frac{(1-\\beta_1)\\, g}{1-\\beta_1^{k}},\\quad w \\leftarrow w - \\eta\\,\\frac{\\bar{m}}{\\sqrt{\\hat{v}} + \\varepsilon}",
  source: "T. Dozat, Incorporating Nesterov momentum into Adam, 2016",
  learningRate: 0.001,
  settings: [...moments, epsilon, epsilonInsideRoot(false)],
  call: "nadam",
  graph: byRoot("nadam"),
});
