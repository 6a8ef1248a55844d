// Rows of numbers of which two are marked and to be added; attributes and fields as in src/data/adding.ts.

import { count, defineData } from "./define-data.ts";

export const addingData = defineData({
  id: "adding",
  title: "adding problem",
  glyph: "a{+}b",
  summary: "A long row of numbers, two of them marked; the task is to give their sum at the end.",
  searchWords: ["long-term memory", "lag", "marker", "sum", "regression", "sequence", "data set"],
  formula: "x_t,\\ y",
  source: "S. Hochreiter, J. Schmidhuber, Long short-term memory, 1997",
  attributes: [
    count("length", "Length", "Steps of a row.", 20, 2, 10_000),
    count("trainCount", "Training rows", "How many rows are trained on.", 1000, 1, 100_000),
    count("testCount", "Test rows", "How many new rows are tested on.", 200, 0, 100_000),
  ],
  outputs: [
    { id: "x", summary: "A number between 0 and 1, and its marker, 1 or 0." },
    { id: "y", summary: "The sum of the two marked numbers." },
  ],
  fields: () => [
    { port: "x", time: true, shape: [2] },
    { port: "y", time: false, shape: [1] },
  ],
});
