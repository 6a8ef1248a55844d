// Half a cosine wave from η₀ down to the minimum, where the rate then stays.

import * as ops from "../../src/engine/ops.ts";
import { defineSchedule, eta0, scheduleNumber } from "./define-schedule.ts";

export const cosineSchedule = defineSchedule({
  id: "cosine-schedule",
  title: "cosine schedule",
  glyph: "\\eta \\cos",
  summary: "Lets the learning rate fall along half a cosine wave.",
  searchWords: ["annealing", "loshchilov", "learning rate", "decay"],
  formula: "\\eta_i = \\eta_{min} + \\tfrac{1}{2}(\\eta_0 - \\eta_{min})(1 + \\cos(\\pi\\, i / n))",
  source: "I. Loshchilov, F. Hutter, SGDR: stochastic gradient descent with warm restarts, 2017, without restarts",
  attributes: [
    eta0,
    scheduleNumber("steps", "Steps", "How many it takes down to the minimum.", 100, { minimum: 1, integer: true, unit: "steps" }),
    scheduleNumber("minimum", "Minimum", "The rate at the end.", 0),
  ],
  positional: ["eta0"],
  call: "cosineSchedule",
  rule: {
    states: [],
    rate: (tape, { index, setting }) => {
      const share = ops.minimum(tape, ops.divide(tape, index, setting("steps")), ops.scalar(tape, 1));
      const wave = ops.add(tape, ops.scalar(tape, 1), tape.emitOne("cos", [ops.multiply(tape, ops.scalar(tape, Math.PI), share)], {}));
      const height = ops.multiply(tape, ops.scalar(tape, 0.5), ops.subtract(tape, setting("eta0"), setting("minimum")));
      return { rate: ops.add(tape, setting("minimum"), ops.multiply(tape, height, wave)), states: {} };
    },
  },
});
