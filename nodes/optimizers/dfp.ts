// The first quasi-Newton rule (Davidon 1959; Fletcher, Powell 1963).

import { defineDriver, lineSearch } from "./define-driver.ts";

export const dfp = defineDriver({
  id: "dfp",
  title: "DFP",
  glyph: "V_{\\mathrm{D}}",
  summary: "As BFGS, with the older update of the curvature.",
  searchWords: ["quasi newton", "davidon", "fletcher", "powell", "second order", "train"],
  formula: "w \\leftarrow w - a\\, V g,\\quad V \\leftarrow V + \\tfrac{s s^\\top}{s^\\top r} - \\tfrac{V r r^\\top V}{r^\\top V r}",
  source: "R. Fletcher, M. Powell, A rapidly convergent descent method for minimization, 1963",
  settings: lineSearch,
  call: "dfp",
});
