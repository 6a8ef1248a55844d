// A value that is fed, one an example: targets of the last step, initial states, images.

import { defineFed } from "./fed.ts";

export const input = defineFed({
  id: "input",
  title: "input",
  glyph: "x",
  role: "input",
  summary: "Takes one value for each example, the same at all steps.",
  searchWords: ["feed", "vector", "image", "target", "port"],
  formula: "x",
  output: "The value that is fed.",
});
