// w ← w - η g (Cauchy 1847).

import { defineOptimizer } from "./define-optimizer.ts";

export const gradientDescent = defineOptimizer({
  id: "gradient-descent",
  title: "gradient descent",
  glyph: "\\eta",
  summary: "Moves every parameter a little against its gradient.",
  searchWords: ["sgd", "stochastic", "batch", "steepest", "train"],
  formula: "w \\leftarrow w - \\eta\\, g",
  source: "A. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées, 1847",
  learningRate: 0.01,
  settings: [],
  call: "gradientDescent",
  graph: () => "gradient-descent",
});
