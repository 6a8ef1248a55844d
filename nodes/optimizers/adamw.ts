// Adam whose weight decay is no part of the gradient.

import { defineOptimizer } from "./define-optimizer.ts";
import { byRoot, epsilon, epsilonInsideRoot, moments, weightDecay } from "./settings.ts";

export const adamw = defineOptimizer({
  id: "adamw",
  title: "AdamW",
  glyph: "\\hat{m},\\lambda",
  summary: "Adam that also takes a share of every weight away, apart from the gradient.",
  searchWords: ["adaptive", "decoupled", "regularization", "weight decay", "train"],
  formula: "w \\leftarrow w - \\eta\\lambda w - \\eta\\,\\frac{\\hat{m}}{\\sqrt{\\hat{v}} + \\varepsilon}",
  source: "I. Loshchilov, F. Hutter, Decoupled weight decay regularization, 2019",
  learningRate: 0.001,
  settings: [...moments, epsilon, epsilonInsideRoot(false), weightDecay],
  call: "adamw",
  graph: byRoot("adamw"),
});
