// Small steps at first: the rate rises in a line, and then another schedule takes over.

import * as ops from "../../src/engine/ops.ts";
import { defineSchedule, eta0, less, scheduleNumber } from "./define-schedule.ts";

export const warmupSchedule = defineSchedule({
  id: "warmup-schedule",
  title: "warm-up schedule",
  glyph: "\\eta \\nearrow",
  summary: "Raises the learning rate in equal parts up to η₀, and then hands over to the schedule wired to it, or stays.",
  searchWords: ["warmup", "linear", "ramp", "learning rate"],
  formula: "\\eta_i = \\eta_0\\,\\tfrac{i+1}{n} \\text{ for } i < n",
  source: "P. Goyal et al., Accurate, large minibatch SGD: training ImageNet in 1 hour, 2017",
  attributes: [eta0, scheduleNumber("steps", "Steps", "How many it takes up to η₀.", 10, { minimum: 1, integer: true, unit: "steps" })],
  positional: ["eta0"],
  call: "warmupSchedule",
  inputs: [{ id: "then", summary: "A schedule that begins when this one has come to its end.", optional: true, takes: ["schedule"] }],
  rule: {
    states: [],
    rate: (tape, { index, setting, following }) => {
      const steps = setting("steps");
      const made = ops.add(tape, index, ops.scalar(tape, 1));
      const rising = ops.multiply(tape, setting("eta0"), ops.divide(tape, made, steps));
      const later = following(steps) ?? setting("eta0");
      return { rate: ops.select(tape, less(tape, index, steps), rising, later), states: {} };
    },
  },
});
