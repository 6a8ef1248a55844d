// A note on the canvas; the compiler does not see it.

import { defineNode } from "../../src/graph/node-type.ts";
import { special } from "../define/notation.ts";

export const comment = defineNode({
  id: "comment",
  title: "comment",
  glyph: "\\P",
  category: "notes",
  role: "comment",
  summary: "Text for the reader of the graph.",
  searchWords: ["note", "text", "label", "remark"],
  formula: "\\text{note}",
  attributes: [{ id: "text", title: "Text", summary: "What the reader should know.", kind: "text", default: "", multiline: true }],
  inputs: [],
  outputs: [],
  shapes: () => undefined,
  notation: special,
  examples: [],
});
