// The embedded Reber grammar: B, then T or P, a whole Reber word, the same T or P, E. To name the last but one symbol a net must
// remember the second one all along (Hochreiter and Schmidhuber, "Long short-term memory", 1997, section 5.1).
import type { Automaton, Exit } from "./automaton.ts";
import type { Generator } from "./dataset.ts";
import { grammarGenerator } from "./grammar.ts";
import { reberAutomaton } from "./reber.ts";

/** The shortest words have 9 symbols, the mean is 12. */
export const embeddedReberAutomaton: Automaton = embed(reberAutomaton, ["T", "P"]);

/** Next-symbol task on embedded Reber words; attributes and fields as `grammarGenerator` says. */
export const embeddedReber: Generator = grammarGenerator("embedded-reber", embeddedReberAutomaton);

/** States: 0, 1, one copy of the inner automaton for each mark (which is how the mark is remembered), the one before E, the last. */
function embed(inner: Automaton, marks: readonly string[]): Automaton {
  const size = inner.exits.length;
  const beforeEnd = 2 + marks.length * size;
  const startOf = (copy: number): number => 2 + copy * size;
  const copies = marks.flatMap((mark, copy) => [...shifted(inner.exits.slice(0, -1), startOf(copy)), [{ symbol: mark, to: beforeEnd }]]);
  const branch = marks.map((mark, copy) => ({ symbol: mark, to: startOf(copy) }));
  return { symbols: inner.symbols, exits: [[{ symbol: "B", to: 1 }], branch, ...copies, [{ symbol: "E", to: beforeEnd + 1 }], []] };
}

function shifted(exits: readonly (readonly Exit[])[], offset: number): readonly (readonly Exit[])[] {
  return exits.map((ways) => ways.map(({ symbol, to }) => ({ symbol, to: to + offset })));
}
