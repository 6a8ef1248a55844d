// A graph as a node: its ports are those of the cell that it names, so the type itself lists none.

import { defineNode } from "../../src/graph/node-type.ts";
import { special } from "../define/notation.ts";

export const cell = defineNode({
  id: "cell",
  title: "cell",
  glyph: "\\top\\mkern-3mu\\top\\mkern-3mu\\top",
  category: "cells",
  role: "cell",
  summary: "A graph of its own that can be opened, copied and changed.",
  searchWords: ["lstm", "gru", "rnn", "group", "module", "subgraph", "recurrent"],
  formula: "y = \\operatorname{cell}(x)",
  attributes: [{ id: "cell", title: "Cell", summary: "Name of the cell's definition in the document.", kind: "text", default: "" }],
  inputs: [],
  outputs: [],
  shapes: () => undefined,
  notation: special,
  examples: [],
});
