// Every component of the gradient is kept between -limit and limit.

import { defineClip } from "./define-clip.ts";

export const clipByValue = defineClip({
  id: "clip-by-value",
  title: "clip by value",
  glyph: "\\lvert g \\rvert",
  summary: "Bounds every component of the gradient of all parameters.",
  searchWords: ["gradient clipping", "exploding"],
  formula: "g \\leftarrow \\max(-c, \\min(c, g))",
  by: "value",
  limit: "Largest magnitude of a component.",
  call: "clipByValue",
});
