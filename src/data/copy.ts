// The copying task: some symbols are shown, nothing happens for a while, and then they are to be said again in their order
// (after Hochreiter and Schmidhuber 1997; in this form Arjovsky, Shah, Bengio, "Unitary evolution recurrent neural networks", 2016).
import type { RandomStream } from "../base/random.ts";
import { attributeReader } from "./attributes.ts";
import { type Generator, type Split, zeros } from "./dataset.ts";
import { drawnSplits } from "./drawn-splits.ts";

const blank = "·";
const recallMark = "?";
const mostKinds = 26;
const longest = 1000;

/** All symbols, in the order of the one-hot code: the blank, the mark, then the letters that are copied. */
const symbolsOf = (kinds: number): readonly string[] => [
  blank,
  recallMark,
  ...Array.from({ length: kinds }, (_, kind) => String.fromCharCode(97 + kind)),
];

interface Task {
  readonly kinds: number;
  readonly length: number;
  readonly delay: number;
}

/**
 * Attributes: `kinds` of symbols to be copied (4), `length` of what is copied (3), `delay` in steps between showing and recall (10),
 * `trainCount` (500), `testCount` (100).
 * Fields, K = kinds + 2 and T = 2 · length + delay: `x` [T, B, K], one-hot, the symbols, then `delay` steps of which the last one is the mark and
 * the others are blank, then blanks; `y` [T, B, K], blanks and, in the last `length` steps, the symbols; `mask` [T, B, 1], 1 on these steps.
 */
export const copy: Generator = (attributes, seed) => {
  const reader = attributeReader("copy", attributes);
  const task: Task = {
    kinds: reader.integer("kinds", { fallback: 4, minimum: 1, maximum: mostKinds }),
    length: reader.integer("length", { fallback: 3, minimum: 1, maximum: longest }),
    delay: reader.integer("delay", { fallback: 10, minimum: 1, maximum: longest }),
  };
  const symbols = symbolsOf(task.kinds);
  const each = (2 * task.length + task.delay) * symbols.length;
  const drawn = { id: "copy", usual: { train: 500, test: 100 }, each };
  const splits = drawnSplits(reader, seed, { ...drawn, draw: (count, random) => copies(task, count, random) });
  return { ...splits, symbols: { x: symbols, y: symbols } };
};

function copies({ kinds, length, delay }: Task, count: number, random: RandomStream): Split {
  const symbols = symbolsOf(kinds);
  const steps = 2 * length + delay;
  const shape = [steps, count, symbols.length];
  const [x, y, mask] = [zeros(shape), zeros(shape), zeros([steps, count, 1])];
  const labels: string[] = [];
  for (let example = 0; example < count; example++) {
    const shown = Array.from({ length }, () => symbols[2 + random.integer(kinds)]!);
    const read = [...shown, ...Array<string>(delay - 1).fill(blank), recallMark, ...Array<string>(length).fill(blank)];
    const said = [...Array<string>(length + delay).fill(blank), ...shown];
    for (let step = 0; step < steps; step++) {
      const row = step * count + example;
      x.data[row * symbols.length + symbols.indexOf(read[step]!)] = 1;
      y.data[row * symbols.length + symbols.indexOf(said[step]!)] = 1;
      mask.data[row] = step < length + delay ? 0 : 1;
    }
    labels.push(read.join(""));
  }
  const fields = { x: { tensor: x, time: true }, y: { tensor: y, time: true }, mask: { tensor: mask, time: true } };
  return { fields, labels, count };
}
