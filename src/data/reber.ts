// The Reber grammar: A. S. Reber, "Implicit learning of artificial grammars", 1967, in the form with B in front and E at the end.
import type { Automaton } from "./automaton.ts";
import type { Generator } from "./dataset.ts";
import { grammarGenerator } from "./grammar.ts";

/** In the order of the one-hot code. */
export const reberSymbols: readonly string[] = ["B", "E", "P", "S", "T", "V", "X"];

/** Eight states; the shortest words have 5 symbols, the mean is 8. */
export const reberAutomaton: Automaton = {
  symbols: reberSymbols,
  exits: [
    [{ symbol: "B", to: 1 }],
    [
      { symbol: "T", to: 2 },
      { symbol: "P", to: 3 },
    ],
    [
      { symbol: "S", to: 2 },
      { symbol: "X", to: 4 },
    ],
    [
      { symbol: "T", to: 3 },
      { symbol: "V", to: 5 },
    ],
    [
      { symbol: "X", to: 3 },
      { symbol: "S", to: 6 },
    ],
    [
      { symbol: "P", to: 4 },
      { symbol: "V", to: 6 },
    ],
    [{ symbol: "E", to: 7 }],
    [],
  ],
};

/** Next-symbol task on Reber words; attributes and fields as `grammarGenerator` says. */
export const reber: Generator = grammarGenerator("reber", reberAutomaton);
