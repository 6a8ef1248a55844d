// Symbols to be said again after a while; attributes and fields as in src/data/copy.ts.

import { numberOf } from "../define/attributes.ts";
import { count, defineData } from "./define-data.ts";

export const copyData = defineData({
  id: "copy",
  title: "copying task",
  glyph: "abc\\,?",
  summary: "Some symbols, a pause, and a mark: then the symbols are to be said again in their order.",
  searchWords: ["recall", "delay", "long-term memory", "repeat", "sequence", "symbols", "data set"],
  formula: "x_t,\\ y_t",
  source: "M. Arjovsky, A. Shah, Y. Bengio, Unitary evolution recurrent neural networks, 2016",
  attributes: [
    count("kinds", "Kinds", "How many different symbols there are to be copied.", 4, 1, 26),
    count("length", "Length", "Symbols to be copied.", 3, 1, 1000),
    count("delay", "Delay", "Steps between showing and recall; the last one is the mark.", 10, 1, 1000),
    count("trainCount", "Training rows", "How many rows are trained on.", 500, 1, 100_000),
    count("testCount", "Test rows", "How many new rows are tested on.", 100, 0, 100_000),
  ],
  outputs: [
    { id: "x", summary: "The symbol of the step, one-hot: the blank, the mark, then the symbols to be copied." },
    { id: "y", summary: "What is to be said, one-hot in the same order: blanks, then the symbols." },
    { id: "mask", symbol: "m", summary: "1 on the steps of the recall." },
  ],
  fields: (attributes) => {
    const shape = [numberOf(attributes, "kinds") + 2];
    return [
      { port: "x", time: true, shape },
      { port: "y", time: true, shape },
      { port: "mask", time: true, shape: [1] },
    ];
  },
});
