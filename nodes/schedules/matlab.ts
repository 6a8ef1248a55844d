// The rule of Matlab's traingda without its step back: faster while the loss falls, slower where it does not.

import * as ops from "../../src/engine/ops.ts";
import { defineSchedule, eta0, isFirst, less, scheduleNumber } from "./define-schedule.ts";

export const matlabSchedule = defineSchedule({
  id: "matlab-schedule",
  title: "Matlab's schedule",
  glyph: "\\eta \\updownarrow",
  summary: "Raises the learning rate a little where the loss fell, and lowers it where it did not.",
  searchWords: ["adaptive", "traingda", "bold driver", "learning rate"],
  formula: "\\eta \\leftarrow 1.05\\,\\eta \\text{ where } E \\text{ fell},\\ 0.7\\,\\eta \\text{ otherwise}",
  source: "note 002",
  attributes: [
    eta0,
    scheduleNumber("increase", "Increase", "Factor where the loss fell.", 1.05, { minimum: 1 }),
    scheduleNumber("decrease", "Decrease", "Factor where the loss did not fall.", 0.7, { maximum: 1 }),
  ],
  positional: ["eta0"],
  call: "matlabSchedule",
  rule: {
    states: ["loss", "rate"],
    rate: (tape, { index, loss, states, setting }) => {
      const times = (factor: string) => ops.multiply(tape, states.rate!, setting(factor));
      const next = ops.select(tape, less(tape, loss, states.loss!), times("increase"), times("decrease"));
      const rate = ops.select(tape, isFirst(tape, index), setting("eta0"), next);
      return { rate, states: { loss, rate } };
    },
  },
});
