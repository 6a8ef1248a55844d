// A value that is fed at each step.

import { defineFed } from "./fed.ts";

export const sequence = defineFed({
  id: "sequence",
  title: "sequence",
  glyph: "x_t",
  role: "sequence",
  summary: "Takes one value for each step of each example.",
  searchWords: ["feed", "time series", "steps", "input", "port"],
  formula: "x_t",
  output: "The value of the step.",
});
