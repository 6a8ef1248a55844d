// Another name for a value, as in `o = net`.

import { defineUnary } from "../define/unary.ts";

export const identity = defineUnary({
  id: "identity",
  title: "name",
  glyph: "=",
  category: "operations",
  summary: "Gives a value a name of its own.",
  searchWords: ["identity", "alias", "label", "rename"],
  formula: "x",
  slope: "1",
  component: "x",
  notation: { kind: "written", write: ({ x }) => `${x}` },
  examples: [{ inputs: { x: [-2, -0.5, 0.3, 1.5] }, outputs: { value: [-2, -0.5, 0.3, 1.5] } }],
  apply: (lowering, x) => lowering.unary("identity", x),
});
