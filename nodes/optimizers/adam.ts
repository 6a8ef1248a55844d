// Adam: running means of the gradient and of its square, both corrected for their start at 0 (D. Kingma, J. Ba 2014, algorithm 1).

import type { TapeBuilder } from "../../src/engine/builder.ts";
import { add, broadcast, divide, multiply, power, scalar, sqrt, subtract } from "../../src/engine/ops.ts";
import type { Value } from "../../src/engine/tape.ts";
import type { UpdateContext } from "../../src/graph/node-type.ts";
import { booleanOf } from "../define/attributes.ts";
import { defineOptimizer } from "./define-optimizer.ts";

const oneMinus = (tape: TapeBuilder, x: Value): Value => subtract(tape, scalar(tape, 1, x.shape), x);

/** β m + (1 - β) x */
const runningMean = (tape: TapeBuilder, beta: Value, mean: Value, x: Value): Value =>
  add(tape, multiply(tape, beta, mean), multiply(tape, oneMinus(tape, beta), x));

/** m / (1 - βᵗ); β and t are numbers. */
function corrected(tape: TapeBuilder, mean: Value, beta: Value, step: Value): Value {
  return divide(tape, mean, broadcast(tape, oneMinus(tape, power(tape, beta, step)), mean.shape));
}

function update(tape: TapeBuilder, { weight, gradient, states, step, attributes, setting, scalarSetting }: UpdateContext) {
  const [beta1, beta2, epsilon] = [setting("beta1"), setting("beta2"), setting("epsilon")];
  const m = runningMean(tape, beta1, states.m!, gradient);
  const v = runningMean(tape, beta2, states.v!, multiply(tape, gradient, gradient));
  const spread = corrected(tape, v, scalarSetting("beta2"), step);
  const root = booleanOf(attributes, "epsilonInsideRoot") ? sqrt(tape, add(tape, spread, epsilon)) : add(tape, sqrt(tape, spread), epsilon);
  const direction = divide(tape, corrected(tape, m, scalarSetting("beta1"), step), root);
  return { weight: subtract(tape, weight, multiply(tape, setting("learningRate"), direction)), states: { m, v } };
}

export const adam = defineOptimizer({
  id: "adam",
  title: "Adam",
  glyph: "\\hat{m},\\hat{v}",
  summary: "Scales every parameter's step by the size that its gradients have had.",
  searchWords: ["adaptive", "moment", "kingma", "train"],
  formula: "w \\leftarrow w - \\eta\\,\\frac{\\hat{m}}{\\sqrt{\\hat{v}} + \\varepsilon}",
  source: "D. Kingma, J. Ba, Adam: a method for stochastic optimization, 2014",
  learningRate: 0.001,
  settings: [
    {
      id: "beta1",
      title: "β₁",
      summary: "Share of the running mean of the gradient that is kept.",
      kind: "number",
      default: 0.9,
      minimum: 0,
      maximum: 1,
      runtime: true,
    },
    {
      id: "beta2",
      title: "β₂",
      summary: "Share of the running mean of its square that is kept.",
      kind: "number",
      default: 0.999,
      minimum: 0,
      maximum: 1,
      runtime: true,
    },
    { id: "epsilon", title: "ε", summary: "Keeps the divisor away from 0.", kind: "number", default: 1e-8, minimum: 0, runtime: true },
    {
      id: "epsilonInsideRoot",
      title: "ε inside the root",
      summary: "Adds ε under the root instead of after it, which matters for small gradients.",
      kind: "boolean",
      default: false,
    },
  ],
  call: "adam",
  rule: {
    states: [
      { id: "m", initial: "zero" },
      { id: "v", initial: "zero" },
    ],
    update,
  },
});
