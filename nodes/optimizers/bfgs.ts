// Newton's direction with an inverse Hessian learned from gradients (Broyden, Fletcher, Goldfarb, Shanno 1970).

import { defineDriver, lineSearch } from "./define-driver.ts";

export const bfgs = defineDriver({
  id: "bfgs",
  title: "BFGS",
  glyph: "V_{\\mathrm{B}}",
  summary: "Learns the curvature from how the gradient changes, and needs no Hessian; for few parameters.",
  searchWords: ["quasi newton", "broyden", "fletcher", "goldfarb", "shanno", "second order", "train"],
  formula:
    "w \\leftarrow w - a\\, V g,\\quad V \\leftarrow \\left(I - \\tfrac{s r^\\top}{s^\\top r}\\right) V \\left(I - \\tfrac{r s^\\top}{s^\\top r}\\right) + \\tfrac{s s^\\top}{s^\\top r}",
  source: "J. Nocedal, S. Wright, Numerical Optimization, 2006, chapter 6",
  settings: lineSearch,
  call: "bfgs",
});
