// Sentences to be continued; attributes and fields as in src/data/text/text.ts.

import type { ResolvedAttributes } from "../../src/graph/node-type.ts";
import { textOf } from "../define/attributes.ts";
import { count, defineData } from "./define-data.ts";

/** Different words of the text, and different characters, with the two marks. */
const vocabulary = { words: 257, characters: 29 };

const kinds = (attributes: ResolvedAttributes): number =>
  textOf(attributes, "unit") === "characters" ? vocabulary.characters : vocabulary.words;

export const textData = defineData({
  id: "text",
  title: "sentences",
  glyph: "\\text{abc}",
  summary: "Some hundred plain sentences; the task is to name the next word, or the next character.",
  searchWords: ["text", "language model", "next word", "next character", "letters", "generate", "sequence", "data set"],
  formula: "x_t,\\ y_t = x_{t+1}",
  attributes: [
    {
      id: "unit",
      title: "Read by",
      summary: "What is read in one step: a word, or a character.",
      kind: "choice",
      default: "words",
      options: ["words", "characters"],
    },
    count("testCount", "Test sentences", "How many sentences are kept from training.", 50, 0, 500),
  ],
  outputs: [
    { id: "x", summary: "The start mark, then the words or characters, one-hot." },
    { id: "y", summary: "The one that comes next, one-hot; the end mark after the last." },
  ],
  fields: (attributes) => [
    { port: "x", time: true, shape: [kinds(attributes)] },
    { port: "y", time: true, shape: [kinds(attributes)] },
  ],
});
