// Gradient descent with a memory of its steps (Polyak 1964), in the three forms in which it is printed.

import { textOf } from "../define/attributes.ts";
import { defineOptimizer } from "./define-optimizer.ts";
import type { OptimizerGraph } from "./graphs.ts";
import { momentumShare } from "./settings.ts";

const forms: Readonly<Record<string, OptimizerGraph>> = { velocity: "momentum", step: "momentum-step", "heavy-ball": "heavy-ball" };

export const momentum = defineOptimizer({
  id: "momentum",
  title: "momentum",
  glyph: "v",
  summary: "Gradient descent that keeps part of its last step, and so speeds up along a steady slope.",
  searchWords: ["sgdm", "heavy ball", "velocity", "polyak", "inertia", "train"],
  formula: "v \\leftarrow \\mu\\, v + \\eta\\, g,\\quad w \\leftarrow w - v",
  source: "B. Polyak, Some methods of speeding up the convergence of iteration methods, 1964",
  learningRate: 0.01,
  settings: [
    momentumShare,
    {
      id: "form",
      title: "Form",
      summary: "How the recurrence is written; while the learning rate stays, the paths are the same.",
      kind: "choice",
      default: "velocity",
      options: Object.keys(forms),
    },
  ],
  call: "momentum",
  graph: (attributes) => forms[textOf(attributes, "form")] ?? "momentum",
});
