// The adding problem: of a long row of numbers two are marked, and their sum is asked for at the end. Whoever answers must keep the first
// one over many steps (Hochreiter and Schmidhuber, "Long short-term memory", 1997, section 5.4, here with numbers from 0 to 1).
import type { RandomStream } from "../base/random.ts";
import { attributeReader } from "./attributes.ts";
import { type Generator, type Split, zeros } from "./dataset.ts";
import { drawnSplits } from "./drawn-splits.ts";

const longest = 10_000;

/**
 * Attributes: `length` of a row in steps (20), `trainCount` (1,000), `testCount` (200).
 * Fields: `x` [T, B, 2], a number even over [0, 1) and a marker, 1 at one step of the first half and at one of the second, else 0;
 * `y` [B, 1], the sum of the two marked numbers. Who always says 1 has a mean squared error of 1/6.
 */
export const adding: Generator = (attributes, seed) => {
  const reader = attributeReader("adding", attributes);
  const length = reader.integer("length", { fallback: 20, minimum: 2, maximum: longest });
  const task = { id: "adding", usual: { train: 1000, test: 200 }, each: 2 * length };
  const splits = drawnSplits(reader, seed, { ...task, draw: (count, random) => rows(length, count, random) });
  return { ...splits, symbols: { x: ["value", "marker"], y: ["sum"] } };
};

function rows(length: number, count: number, random: RandomStream): Split {
  const [x, y] = [zeros([length, count, 2]), zeros([count, 1])];
  const half = Math.floor(length / 2);
  for (let example = 0; example < count; example++) {
    const marked = [random.integer(half), half + random.integer(length - half)];
    for (let step = 0; step < length; step++) {
      const value = random.uniform();
      const marker = marked.includes(step) ? 1 : 0;
      x.data.set([value, marker], 2 * (step * count + example));
      y.data[example]! += marker * value;
    }
  }
  return { fields: { x: { tensor: x, time: true }, y: { tensor: y, time: false } }, count };
}
