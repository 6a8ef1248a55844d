// Pairs of bit strings that are read side by side; the question at each step is whether they have agreed so far.
import type { RandomStream } from "../base/random.ts";
import { attributeReader } from "./attributes.ts";
import { type Generator, type Split, zeros } from "./dataset.ts";
import { drawnSplits } from "./drawn-splits.ts";

const longest = 10_000;

/**
 * Attributes: `length` of the strings in bits (10), `trainCount` (200) and `testCount` (100) pairs.
 * Fields: `x` [T, B, 2], a bit of each string; `y` [T, B, 1], 1 while the strings agree up to and with this step, 0 from the first difference on.
 *
 * The first difference is drawn first, each step equally likely, as likely as none at all; beyond it the bits are independent. Bits that
 * were independent from the start would seldom agree for long.
 */
export const bitStrings: Generator = (attributes, seed) => {
  const reader = attributeReader("bit-strings", attributes);
  const length = reader.integer("length", { fallback: 10, minimum: 1, maximum: longest });
  const task = { id: "bit-strings", usual: { train: 200, test: 100 }, each: 2 * length };
  const splits = drawnSplits(reader, seed, { ...task, draw: (count, random) => pairs(length, count, random) });
  return { ...splits, symbols: { x: ["first", "second"], y: ["equal"] } };
};

function pairs(length: number, count: number, random: RandomStream): Split {
  const [x, y] = [zeros([length, count, 2]), zeros([length, count, 1])];
  for (let example = 0; example < count; example++) {
    const difference = random.integer(length + 1);
    for (let step = 0; step < length; step++) {
      const [first, other] = [random.integer(2), random.integer(2)];
      const second = step < difference ? first : step === difference ? 1 - first : other;
      const row = step * count + example;
      x.data.set([first, second], 2 * row);
      y.data[row] = step < difference ? 1 : 0;
    }
  }
  return { fields: { x: { tensor: x, time: true }, y: { tensor: y, time: true } }, count };
}
