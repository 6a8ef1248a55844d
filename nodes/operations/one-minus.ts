// One minus every component: what a gate keeps closed.

import { defineUnary } from "../define/unary.ts";

export const oneMinus = defineUnary({
  id: "one-minus",
  title: "one minus",
  glyph: "1-",
  category: "operations",
  summary: "Subtracts every component from 1: the other share of a gate.",
  searchWords: ["complement", "gate", "remainder"],
  formula: "1-x",
  slope: "-1",
  component: "1 - x",
  notation: { kind: "written", write: ({ x }) => `1 - ${x}` },
  examples: [{ inputs: { x: [-2, -0.5, 0.3, 1.5] }, outputs: { value: [3, 1.5, 0.7, -0.5] } }],
  apply: (lowering, x) => lowering.binary("subtract", lowering.number(1), x),
});
