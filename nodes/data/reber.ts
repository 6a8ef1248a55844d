// Words of the Reber grammar, with the symbols that may come next (A. S. Reber 1967).

import { defineGrammar } from "./define-grammar.ts";

export const reber = defineGrammar({
  id: "reber",
  title: "Reber grammar",
  glyph: "\\varvdots",
  summary: "Words of a small grammar; the task is to name all symbols that may come next.",
  searchWords: ["automaton", "strings", "sequence", "symbols", "data set"],
  source: "A. S. Reber, Implicit learning of artificial grammars, 1967",
});
