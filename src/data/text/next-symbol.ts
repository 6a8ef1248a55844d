// The task of a language model: read a sequence symbol by symbol and name the one that comes next.
import { type Split, zeros } from "../dataset.ts";

/**
 * Fields of sequences of n + 1 symbols each, K kinds of symbols, T the largest n: `x` [T, B, K] is symbol t, one-hot, `y` [T, B, K] is symbol
 * t + 1. What lies beyond the n steps is zero; `lengths` holds n. Throws a `RangeError` for a symbol that `symbols` does not have.
 */
export function nextSymbolSplit(sequences: readonly (readonly string[])[], symbols: readonly string[]): Split {
  const count = sequences.length;
  const places = new Map(symbols.map((symbol, place) => [symbol, place]));
  const placeOf = (symbol: string): number => {
    const place = places.get(symbol);
    if (place === undefined) throw new RangeError(`"${symbol}" is none of the ${symbols.length} symbols`);
    return place;
  };
  const lengths = Int32Array.from(sequences, (sequence) => sequence.length - 1);
  const steps = lengths.reduce((most, length) => Math.max(most, length), 0);
  const [x, y] = [zeros([steps, count, symbols.length]), zeros([steps, count, symbols.length])];
  sequences.forEach((sequence, example) => {
    for (let step = 0; step + 1 < sequence.length; step++) {
      const row = (step * count + example) * symbols.length;
      x.data[row + placeOf(sequence[step]!)] = 1;
      y.data[row + placeOf(sequence[step + 1]!)] = 1;
    }
  });
  return { fields: { x: { tensor: x, time: true }, y: { tensor: y, time: true } }, lengths, count };
}
