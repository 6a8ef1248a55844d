// The steps in opposite order; each example's padding stays behind its real steps.

import { call } from "../define/notation.ts";
import { defineTime } from "./define-time.ts";

export const reverse = defineTime({
  id: "reverse",
  title: "reverse",
  glyph: "\\overleftarrow{x}",
  summary: "Turns the order of each example's real steps round.",
  searchWords: ["backward", "flip", "time", "bidirectional"],
  formula: "x_{T+1-t}",
  slope: "\\bar{y}_{T+1-t}",
  output: "The same steps from last to first.",
  notation: call("reverse", ["x"]),
  apply: (lowering, x) => lowering.reverseTime(x),
});
