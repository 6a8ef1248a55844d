// Gradient descent with a memory of its steps (Polyak 1964), in the three forms in which it is printed.

import type { TapeBuilder } from "../../src/engine/builder.ts";
import { add, multiply, subtract } from "../../src/engine/ops.ts";
import type { UpdateContext } from "../../src/graph/node-type.ts";
import { textOf } from "../define/attributes.ts";
import { defineOptimizer } from "./define-optimizer.ts";

/** v ← μ v + η g; w ← w - v. */
function velocityForm(tape: TapeBuilder, { weight, gradient, states, setting }: UpdateContext) {
  const kept = multiply(tape, setting("momentum"), states.momentum!);
  const velocity = add(tape, kept, multiply(tape, setting("learningRate"), gradient));
  return { weight: subtract(tape, weight, velocity), states: { momentum: velocity } };
}

/** m ← β m - η g; w ← w + m. With m = w_i - w_{i-1} this is the heavy ball: w_{i+1} = w_i - η g + β (w_i - w_{i-1}), at rest at first. */
function stepForm(tape: TapeBuilder, { weight, gradient, states, setting }: UpdateContext) {
  const kept = multiply(tape, setting("momentum"), states.momentum!);
  const step = subtract(tape, kept, multiply(tape, setting("learningRate"), gradient));
  return { weight: add(tape, weight, step), states: { momentum: step } };
}

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
    {
      id: "momentum",
      title: "Momentum",
      summary: "Share of the last step that is kept.",
      kind: "number",
      default: 0.9,
      minimum: 0,
      maximum: 1,
      runtime: true,
    },
    {
      id: "form",
      title: "Form",
      summary: "How the recurrence is written; the paths are the same.",
      kind: "choice",
      default: "velocity",
      options: ["velocity", "step", "heavy-ball"],
    },
  ],
  call: "momentum",
  rule: {
    states: [{ id: "momentum", initial: "zero" }],
    update: (tape, context) => (textOf(context.attributes, "form") === "velocity" ? velocityForm : stepForm)(tape, context),
  },
});
