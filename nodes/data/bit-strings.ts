// Pairs of bit strings that agree for a while; attributes and fields as in src/data/bit-strings.ts.

import { count, defineData } from "./define-data.ts";

export const bitStringsData = defineData({
  id: "bit-strings",
  title: "bit strings",
  glyph: "01",
  summary: "Two bit strings side by side; the task is to say at each step whether they have agreed so far.",
  searchWords: ["equal strings", "comparison", "xnor", "binary", "pairs", "sequence", "data set"],
  formula: "x_t,\\ y_t",
  attributes: [
    count("length", "Length", "Bits of each string.", 10, 1, 10_000),
    count("trainCount", "Training pairs", "How many pairs are trained on.", 200, 1, 100_000),
    count("testCount", "Test pairs", "How many new pairs are tested on.", 100, 0, 100_000),
  ],
  outputs: [
    { id: "x", summary: "A bit of each string." },
    { id: "y", summary: "1 while the strings agree, 0 from the first difference on." },
  ],
  fields: () => [
    { port: "x", time: true, shape: [2] },
    { port: "y", time: true, shape: [1] },
  ],
});
