// A gradient that is longer than the limit, over all parameters together, is made as long as it.

import { defineClip } from "./define-clip.ts";

export const clipByNorm = defineClip({
  id: "clip-by-norm",
  title: "clip by norm",
  glyph: "\\lVert g \\rVert",
  summary: "Bounds the length of the gradient of all parameters together, and keeps its direction.",
  searchWords: ["gradient clipping", "global norm", "exploding", "pascanu"],
  formula: "g \\leftarrow g \\min(1, c / \\lVert g \\rVert)",
  source: "R. Pascanu, T. Mikolov, Y. Bengio, On the difficulty of training recurrent neural networks, 2013",
  by: "norm",
  limit: "Largest length of the gradient.",
  call: "clipByNorm",
});
