// An update rule that somebody has drawn: the graph is a definition of the document, as a cell's is.

import { defineNode } from "../../src/graph/node-type.ts";
import { special } from "../define/notation.ts";
import { common, learningRate, lossIsNumber, optimizerInputs } from "./define-optimizer.ts";

export const optimizer = defineNode({
  id: "optimizer",
  title: "optimizer",
  glyph: "\\theta",
  category: "optimizers",
  role: "optimizer",
  summary: "Trains by an update rule that is drawn as a graph, which can be opened and changed.",
  searchWords: ["own", "custom", "update rule", "train"],
  formula: "w \\leftarrow \\operatorname{rule}(w, g, \\eta, k)",
  attributes: [
    { id: "cell", title: "Graph", summary: "Name of the update rule's definition in the document.", kind: "text", default: "" },
    learningRate(0.01),
    ...common,
  ],
  inputs: optimizerInputs,
  outputs: [],
  shapes: lossIsNumber,
  notation: special,
  examples: [],
});
