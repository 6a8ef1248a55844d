// The value at the first step, written `h[1]`.

import { special } from "../define/notation.ts";
import { defineTime } from "./define-time.ts";

export const firstStep = defineTime({
  id: "first-step",
  title: "first step",
  glyph: "x_1",
  summary: "Keeps the value at the first step.",
  searchWords: ["begin", "start", "h[1]"],
  formula: "x_1",
  slope: "\\bar{y} \\text{ at } t = 1,\\ 0 \\text{ after}",
  output: "The value at the first step.",
  notation: special,
  apply: (lowering, x) => lowering.firstStep(x),
});
