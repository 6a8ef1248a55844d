// Along -g to the minimum on the way (Cauchy 1847).

import { defineDriver, lineSearch } from "./define-driver.ts";

export const steepestDescent = defineDriver({
  id: "steepest-descent",
  title: "steepest descent",
  glyph: "-g",
  summary: "Goes against the gradient as far as the loss falls, which a line search finds.",
  searchWords: ["line search", "cauchy", "exact", "backtracking", "train"],
  formula: "w \\leftarrow w - a\\, g,\\quad a = \\arg\\min_a E(w - a\\, g)",
  source: "A. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées, 1847",
  settings: lineSearch,
  call: "steepestDescent",
});
