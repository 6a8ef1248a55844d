// Words of the embedded Reber grammar, whose second symbol returns as the last but one (Hochreiter and Schmidhuber 1997).

import { defineGrammar } from "./define-grammar.ts";

export const embeddedReber = defineGrammar({
  id: "embedded-reber",
  title: "embedded Reber",
  glyph: "\\varvdots",
  summary: "Reber words in a frame whose second symbol must be remembered until the last but one.",
  searchWords: ["grammar", "automaton", "strings", "long-term memory", "symbols", "data set"],
  source: "S. Hochreiter, J. Schmidhuber, Long short-term memory, 1997",
});
