// The value at each example's last real step, written `h[T]`.

import { special } from "../define/notation.ts";
import { defineTime } from "./define-time.ts";

export const lastStep = defineTime({
  id: "last-step",
  title: "last step",
  glyph: "x_T",
  summary: "Keeps the value at each example's last step.",
  searchWords: ["final", "many to one", "end", "h[T]"],
  formula: "x_T",
  slope: "\\bar{y} \\text{ at } t = T,\\ 0 \\text{ before}",
  output: "The value at the last real step.",
  notation: special,
  apply: (lowering, x) => lowering.lastStep(x),
});
