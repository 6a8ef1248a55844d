// Next-symbol tasks of the two Reber grammars; attributes and fields are those of `grammarGenerator` in src/data.

import type { AttributeSpec, NodeType } from "../../src/graph/node-type.ts";
import { count, defineData } from "./define-data.ts";

const symbols = 7;
const longest = 400;

const attributes: readonly AttributeSpec[] = [
  count("minLength", "Shortest", "Symbols of the shortest training words; 0 for no bound.", 0, 0, longest),
  count("maxLength", "Longest", "Symbols of the longest training words; 0 for no bound.", 0, 0, longest),
  count("trainCount", "Training words", "How many words are trained on.", 400, 1, 100_000),
  count("testCount", "Test words", "How many new words are tested on.", 100, 0, 100_000),
  count("testMinLength", "Shortest to test", "Symbols of the shortest test words; 0 as in training.", 0, 0, longest),
  count("testMaxLength", "Longest to test", "Symbols of the longest test words; 0 as in training.", 0, 0, longest),
];

type GrammarSpec = Pick<NodeType, "id" | "title" | "glyph" | "summary" | "searchWords" | "source">;

export const defineGrammar = (spec: GrammarSpec): NodeType =>
  defineData({
    ...spec,
    formula: "x_t,\\ y_t",
    attributes,
    outputs: [
      { id: "x", summary: "The symbol of the step, one-hot in the order B E P S T V X." },
      { id: "y", summary: "1 for each symbol that may come next." },
      { id: "mask", symbol: "m", summary: "1 on the steps of the word, 0 on padding." },
    ],
    fields: () => [
      { port: "x", time: true, shape: [symbols] },
      { port: "y", time: true, shape: [symbols] },
      { port: "mask", time: true, shape: [1] },
    ],
  });
