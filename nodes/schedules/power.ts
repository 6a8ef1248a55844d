// η₀ / (1 + i/c₁)^c₂: slow decay without an end.

import * as ops from "../../src/engine/ops.ts";
import { defineSchedule, eta0, scheduleNumber } from "./define-schedule.ts";

export const powerSchedule = defineSchedule({
  id: "power-schedule",
  title: "power schedule",
  glyph: "\\eta_0 / i^{c}",
  summary: "Lets the learning rate fall by a power of the steps made.",
  searchWords: ["decay", "inverse time", "learning rate", "annealing"],
  formula: "\\eta_i = \\frac{\\eta_0}{(1 + i / c_1)^{c_2}}",
  source: "A. Géron, Hands-On Machine Learning, 2019, chapter 11; note 002",
  attributes: [
    eta0,
    scheduleNumber("c1", "c₁", "Steps until the rate is 2^-c₂ of what it was.", 20, { minimum: 1e-9, unit: "steps" }),
    scheduleNumber("c2", "c₂", "The power.", 1),
  ],
  positional: ["eta0"],
  call: "powerSchedule",
  rule: {
    states: [],
    rate: (tape, { index, setting }) => {
      const base = ops.add(tape, ops.scalar(tape, 1), ops.divide(tape, index, setting("c1")));
      return { rate: ops.divide(tape, setting("eta0"), ops.power(tape, base, setting("c2"))), states: {} };
    },
  },
});
