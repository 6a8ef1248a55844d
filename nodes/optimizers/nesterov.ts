// Nesterov's momentum: the gradient is taken where the kept step would lead.

import { defineOptimizer } from "./define-optimizer.ts";
import { momentumShare } from "./settings.ts";

export const nesterov = defineOptimizer({
  id: "nesterov",
  title: "Nesterov",
  glyph: "\\tilde{v}",
  summary: "Momentum that takes the gradient ahead, at the point where the kept part of the last step leads.",
  searchWords: ["accelerated", "look-ahead", "nag", "momentum", "train"],
  formula: "m \\leftarrow \\beta m - \\eta\\,\\nabla E(w + \\beta m),\\quad w \\leftarrow w + m",
  source: "Y. Nesterov, A method of solving a convex programming problem with convergence rate O(1/k²), 1983",
  learningRate: 0.01,
  settings: [momentumShare],
  call: "nesterov",
  graph: () => "nesterov",
});
