// A value that training changes. Initializers: Glorot and Bengio 2010, He et al. 2015, Saxe et al. 2014 (orthogonal).

import { defineNode } from "../../src/graph/node-type.ts";
import { special } from "../define/notation.ts";
import { valueOutput } from "../define/ports.ts";
import { declaredShape } from "./fed.ts";

/** `auto` is glorot-uniform for matrices and kernels and zeros for columns. */
const initializers = [
  "auto",
  "glorot-uniform",
  "glorot-normal",
  "he-uniform",
  "he-normal",
  "orthogonal",
  "uniform",
  "normal",
  "zeros",
  "ones",
  "constant",
];

export const parameter = defineNode({
  id: "parameter",
  title: "parameter",
  glyph: "\\theta",
  category: "inputs",
  role: "parameter",
  summary: "Holds numbers that training changes.",
  searchWords: ["weight", "bias", "trainable", "matrix", "W"],
  formula: "\\theta",
  attributes: [
    {
      id: "shape",
      title: "Shape",
      summary: "Sizes of its axes, [3, 2] for a matrix; as needed where it is left open.",
      kind: "shape",
      default: null,
    },
    {
      id: "initializer",
      title: "Begins as",
      summary: "How it is drawn at first; auto is Glorot uniform for matrices and zero for columns.",
      kind: "choice",
      default: "auto",
      options: initializers,
      calls: ["uniform", "normal", "mulberry32"],
    },
    { id: "value", title: "Value", summary: "The number that constant begins with.", kind: "number", default: 0 },
  ],
  inputs: [],
  outputs: valueOutput("The numbers at this step of training."),
  shapes: declaredShape,
  notation: special,
  examples: [],
});
