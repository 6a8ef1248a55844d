// Words of an automaton with the exact law of its random walk, conditioned on their length: backward recursion over (state, remaining
// symbols) as for hidden Markov models (Rabiner 1989, section III), then forward draws. No draw is ever thrown away.
import type { RandomStream } from "../base/random.ts";
import { type Automaton, exitsOf } from "./automaton.ts";

export interface WordSampler {
  /** Chance that the unconditioned walk has a length in the range. */
  readonly chance: number;
  draw(random: RandomStream): string;
}

/**
 * [longest + 1][states]: chance a_r(s) that a walk from state s ends after exactly r more symbols.
 * a_0 is 1 in the last state; a_r(s) is the mean of a_{r-1} over the exits of s.
 */
function endingChances(automaton: Automaton, longest: number): readonly Float64Array[] {
  const last = automaton.exits.length - 1;
  const chances = [Float64Array.from(automaton.exits, (_, state) => (state === last ? 1 : 0))];
  for (let remaining = 1; remaining <= longest; remaining++) {
    const before = chances[remaining - 1] as Float64Array;
    chances.push(
      Float64Array.from(automaton.exits, (exits) => exits.reduce((sum, { to }) => sum + (before[to] as number) / exits.length, 0)),
    );
  }
  return chances;
}

/** [longest + 1]: chance of each length, in symbols, of a word of the unconditioned walk. */
export function lengthLaw(automaton: Automaton, longest: number): Float64Array {
  return Float64Array.from(endingChances(automaton, longest), (chances) => chances[0] as number);
}

/** Sampler of words with `shortest` to `longest` symbols (both included). Throws a `RangeError` where no word has such a length. */
export function wordSampler(automaton: Automaton, shortest: number, longest: number): WordSampler {
  const chances = endingChances(automaton, longest);
  const lengths = Array.from(chances, (row, length) => (length < shortest ? 0 : (row[0] as number)));
  const chance = lengths.reduce((sum, part) => sum + part, 0);
  if (!(chance > 0)) throw new RangeError(`no word has ${shortest} to ${longest} symbols`);
  return { chance, draw: (random) => drawWord(automaton, chances, pick(lengths, random), random) };
}

function drawWord(automaton: Automaton, chances: readonly Float64Array[], length: number, random: RandomStream): string {
  let word = "";
  let state = 0;
  for (let remaining = length - 1; remaining >= 0; remaining--) {
    const exits = exitsOf(automaton, state);
    const weights = exits.map(({ to }) => chances[remaining]?.[to] ?? 0);
    const exit = exits[pick(weights, random)];
    if (!exit) throw new RangeError(`state ${state} has no exit`);
    word += exit.symbol;
    state = exit.to;
  }
  return word;
}

/** Index drawn in proportion to the weights; never one of weight 0, whatever the rounding. */
function pick(weights: readonly number[], random: RandomStream): number {
  let left = random.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  let chosen = -1;
  for (const [index, weight] of weights.entries()) {
    if (weight === 0) continue;
    chosen = index;
    left -= weight;
    if (left < 0) break;
  }
  return chosen;
}
