// A table of one's own: attributes and fields as in src/data/csv/generate.ts. The document carries the table itself.

import { readNames } from "../../src/base/name-list.ts";
import type { ResolvedAttributes } from "../../src/graph/node-type.ts";
import { textOf } from "../define/attributes.ts";
import { defineData } from "./define-data.ts";

/** A parabola, so that a new node has something to show. */
const SAMPLE = "x,y\n-1,1\n-0.75,0.5625\n-0.5,0.25\n-0.25,0.0625\n0,0\n0.25,0.0625\n0.5,0.25\n0.75,0.5625\n1,1\n";

const names = (attributes: ResolvedAttributes, id: string): string[] => readNames(textOf(attributes, id));

/** No field is empty: that nothing is named is told where the table is read. */
const width = (count: number): number => Math.max(1, count);

const list = (id: string, title: string, summary: string, value = "") => ({ id, title, summary, kind: "text", default: value }) as const;

export const csvData = defineData({
  id: "csv",
  title: "table",
  glyph: "\\boxplus",
  summary: "Rows of a CSV file of one's own: some columns are the inputs, others the targets.",
  searchWords: ["csv", "spreadsheet", "columns", "file", "own data", "tabular", "data set"],
  formula: "x,\\ y",
  source: "Y. Shafranovich, RFC 4180: Common format and MIME type for CSV files, 2005",
  attributes: [
    { id: "text", title: "Table", summary: "The table as text: names in the first line.", kind: "text", default: SAMPLE, multiline: true },
    list("inputs", "Inputs", "Names of the columns that are given, separated by commas.", "x"),
    list("targets", "Targets", "Names of the columns to be predicted, separated by commas.", "y"),
    list("classes", "Classes", "Names of classes that the one target column holds; empty where the targets are numbers."),
    list("sequence", "Sequence", "Column whose text tells which rows are the steps of one sequence; empty where each row is an example."),
    {
      id: "testShare",
      title: "Test share",
      summary: "Share of the examples that are tested on and not trained on.",
      kind: "number",
      default: 0.2,
      minimum: 0,
      maximum: 0.9,
    },
    {
      id: "testExamples",
      title: "Test examples",
      summary: "Which examples are tested on: drawn with the seed, or the last ones.",
      kind: "choice",
      default: "random",
      options: ["random", "last"],
    },
    {
      id: "standardise",
      title: "Standardise",
      summary: "Inputs with mean 0 and deviation 1 over the training rows.",
      kind: "boolean",
      default: false,
    },
  ],
  outputs: [
    { id: "x", summary: "The input columns of a row." },
    { id: "y", summary: "The target columns; with classes a 1 for the class of the row." },
  ],
  fields: (attributes) => {
    const time = names(attributes, "sequence").length > 0;
    const classes = names(attributes, "classes").length;
    return [
      { port: "x", time, shape: [width(names(attributes, "inputs").length)] },
      { port: "y", time, shape: [width(classes || names(attributes, "targets").length)] },
    ];
  },
});
