// AdaGrad: steps shrink where gradients have been large.

import { defineOptimizer } from "./define-optimizer.ts";
import { byRoot, epsilon, epsilonInsideRoot } from "./settings.ts";

export const adagrad = defineOptimizer({
  id: "adagrad",
  title: "AdaGrad",
  glyph: "\\textstyle\\sum g^2",
  summary: "Divides every parameter's step by the root of the sum of its squared gradients.",
  searchWords: ["adaptive", "duchi", "train"],
  formula: "s \\leftarrow s + g \\odot g,\\quad w \\leftarrow w - \\eta\\, g \\oslash \\sqrt{s + \\varepsilon}",
  source: "J. Duchi, E. Hazan, Y. Singer, Adaptive subgradient methods for online learning and stochastic optimization, 2011",
  learningRate: 0.01,
  settings: [epsilon, epsilonInsideRoot(true)],
  call: "adagrad",
  graph: byRoot("adagrad"),
});
