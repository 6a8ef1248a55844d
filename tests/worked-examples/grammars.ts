// 001: the Reber grammars: states, targets, the one-hot code.

import { type Automaton, accepts, allowedAfter, walk } from "../../src/data/automaton.ts";
import { embeddedReberAutomaton } from "../../src/data/embedded-reber.ts";
import { wordSplit } from "../../src/data/grammar.ts";
import { reberAutomaton, reberSymbols } from "../../src/data/reber.ts";
import { type Check, check } from "./check.ts";

interface Word {
  readonly sequence: readonly string[];
}

type Rows = readonly (readonly number[])[];

/** Sets of symbols have no order. */
const sorted = (sets: readonly (readonly string[])[]): string[][] => sets.map((set) => [...set].sort());

/** The field of one word, a column a step. */
function columnsOf(automaton: Automaton, word: string, field: "x" | "y"): Rows {
  const { data } = wordSplit(automaton, [word]).fields[field]!.tensor;
  const kinds = automaton.symbols.length;
  return Array.from(word, (_, step) => [...data.subarray(step * kinds, (step + 1) * kinds)]);
}

const rowsOf = (columns: Rows): Record<string, number[]> =>
  Object.fromEntries(reberSymbols.map((symbol, row) => [symbol, columns.map((column) => column[row]!)]));

/** $ stands behind a word: what may follow its last symbol is nothing. */
const alphabet = check<{ alphabet: readonly string[] }>(({ alphabet: symbols }) => {
  const codeOf = (symbol: string) =>
    symbol === "$" ? columnsOf(reberAutomaton, "BTXSE", "y").at(-1) : columnsOf(reberAutomaton, symbol, "x")[0];
  return Object.fromEntries(symbols.map((symbol) => [symbol, codeOf(symbol)]));
});

const automaton = check(() =>
  Object.fromEntries(reberAutomaton.exits.map((exits, state) => [state, exits.map(({ symbol, to }) => [symbol, to])])),
);

const validWord = check<Word>(({ sequence }) => {
  const word = sequence.join("");
  return {
    valid: accepts(reberAutomaton, word),
    states: walk(reberAutomaton, word),
    targets: sorted(allowedAfter(reberAutomaton, word)),
  };
});

const invalidWord = check<Word>(({ sequence }) => {
  const word = sequence.join("");
  const states = walk(reberAutomaton, word);
  const failing = states.length - 1;
  return {
    valid: accepts(reberAutomaton, word),
    valid_prefix: word.slice(0, failing),
    state_at_failure: states.at(-1),
    failing_symbol: word.charAt(failing),
    failing_index: failing,
  };
});

const encoding = check<Word>(({ sequence }) => {
  const word = sequence.join("");
  const [x, y] = [columnsOf(reberAutomaton, word, "x"), columnsOf(reberAutomaton, word, "y")];
  const sets = sorted(allowedAfter(reberAutomaton, word)).map((set) => (set.length === 0 ? "$" : set.join("|")));
  return { X_columns: x, Y_sets: sets, Y_columns: y, X_rows: rowsOf(x), Y_rows: rowsOf(y) };
});

const embeddedWord = check<Word>(({ sequence }) => {
  const word = sequence.join("");
  const inner = word.slice(2, -2);
  return {
    valid: accepts(embeddedReberAutomaton, word),
    inner,
    inner_states: walk(reberAutomaton, inner),
    second: word.charAt(1),
    penultimate: word.at(-2),
    length: word.length,
    targets: sorted(allowedAfter(embeddedReberAutomaton, word)),
  };
});

/** Why the embedded automaton does not take a word, from the place where its walk ends. */
function refusal(word: string): string {
  const states = walk(embeddedReberAutomaton, word);
  if (accepts(embeddedReberAutomaton, word)) return "valid";
  const read = states.length - 1;
  if (read === word.length) return "no final E";
  const inner = word.slice(2, -2);
  return accepts(reberAutomaton, inner) ? `penultimate ${word.charAt(read)} differs from second ${word.charAt(1)}` : "inner string invalid";
}

const embeddedInvalid = check<unknown, Readonly<Record<string, string>>>((_, words) =>
  Object.fromEntries(Object.keys(words).map((word) => [word, refusal(word)])),
);

export const grammars: Readonly<Record<string, Check>> = {
  reber_alphabet: alphabet,
  reber_automaton: automaton,
  reber_BTSSXXTVVE: validWord,
  reber_BPTVVE: validWord,
  reber_BPTXSE_invalid: invalidWord,
  reber_BPTVVE_encoding: encoding,
  embedded_reber_BTBTSSXXTVVETE: embeddedWord,
  embedded_reber_invalid: embeddedInvalid,
};
