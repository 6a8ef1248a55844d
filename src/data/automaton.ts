// Finite automata that produce words: a walk from the first state to the last one, one symbol an exit, all exits of a state equally likely.

/** A way out of a state. */
export interface Exit {
  /** One character. */
  readonly symbol: string;
  readonly to: number;
}

/** Deterministic: no two exits of a state bear the same symbol. State 0 is the start; the last state ends the word and has no exit. */
export interface Automaton {
  /** All symbols, in the order of the one-hot code. */
  readonly symbols: readonly string[];
  /** Exits of each state. */
  readonly exits: readonly (readonly Exit[])[];
}

export function exitsOf(automaton: Automaton, state: number): readonly Exit[] {
  return automaton.exits[state] ?? [];
}

/** States that the word passes, from state 0 on: one more than symbols if every symbol had its exit, fewer if the walk got stuck. */
export function walk(automaton: Automaton, word: string): readonly number[] {
  const states = [0];
  let state = 0;
  for (const symbol of word) {
    const exit = exitsOf(automaton, state).find((candidate) => candidate.symbol === symbol);
    if (!exit) break;
    state = exit.to;
    states.push(state);
  }
  return states;
}

/** Whether the walk of the word goes through and ends in the last state. */
export function accepts(automaton: Automaton, word: string): boolean {
  const states = walk(automaton, word);
  return states.length === word.length + 1 && states.at(-1) === automaton.exits.length - 1;
}

/** For each prefix of 1, 2, ... symbols, the symbols that may follow it; none after the whole of a word. */
export function allowedAfter(automaton: Automaton, word: string): readonly (readonly string[])[] {
  return walk(automaton, word)
    .slice(1)
    .map((state) => exitsOf(automaton, state).map((exit) => exit.symbol));
}
