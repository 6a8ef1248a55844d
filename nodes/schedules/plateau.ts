// The rate falls where the loss has not fallen for a while.

import * as ops from "../../src/engine/ops.ts";
import { defineSchedule, eta0, isFirst, less, scheduleNumber } from "./define-schedule.ts";

export const plateauSchedule = defineSchedule({
  id: "plateau-schedule",
  title: "plateau schedule",
  glyph: "\\eta \\searrow",
  summary: "Lowers the learning rate when the loss has not come below its best for some steps.",
  searchWords: ["reduce on plateau", "patience", "learning rate", "adaptive"],
  formula: "\\eta \\leftarrow \\gamma\\,\\eta \\text{ after } p \\text{ steps with } E \\ge E_{best}",
  source: "note 002",
  attributes: [
    eta0,
    scheduleNumber("patience", "Patience", "Steps without a better loss until the rate falls.", 2, {
      minimum: 1,
      integer: true,
      unit: "steps",
    }),
    scheduleNumber("factor", "Factor", "What the rate is multiplied by.", 0.8, { maximum: 1 }),
  ],
  positional: ["eta0"],
  call: "plateauSchedule",
  rule: {
    states: ["best", "wait", "rate"],
    // the loss after a step is the loss before the next one
    rate: (tape, { index, loss, states, setting }) => {
      const first = isFirst(tape, index);
      const select = (condition: typeof first, then: typeof first, otherwise: typeof first) => ops.select(tape, condition, then, otherwise);
      const [zero, one] = [ops.scalar(tape, 0), ops.scalar(tape, 1)];
      const better = less(tape, loss, states.best!);
      const waited = select(better, zero, ops.add(tape, states.wait!, one));
      const exhausted = tape.emitOne("greaterEqual", [waited, setting("patience")], {});
      const lowered = select(exhausted, ops.multiply(tape, states.rate!, setting("factor")), states.rate!);
      const rate = select(first, setting("eta0"), lowered);
      const best = select(first, loss, select(better, loss, states.best!));
      return { rate, states: { best, rate, wait: select(first, zero, select(exhausted, zero, waited)) } };
    },
  },
});
