// Numbers that nobody changes: a number, a column or a matrix.

import { Problem } from "../../src/base/errors.ts";
import { type Shape, sameShape } from "../../src/engine/tape.ts";
import type { AttributeValue } from "../../src/graph/document.ts";
import { defineNode } from "../../src/graph/node-type.ts";
import { special } from "../define/notation.ts";
import { valueOutput } from "../define/ports.ts";

/** Sizes of nested arrays; rows of unequal length are a Problem. */
export function tensorShape(value: AttributeValue | null): Shape {
  if (!Array.isArray(value)) return [];
  const shapes = (value as readonly AttributeValue[]).map(tensorShape);
  const [first] = shapes;
  if (!first || shapes.some((shape) => !sameShape(shape, first))) {
    const what = first ? "rows of unequal length" : "an empty list";
    throw new Problem({ code: "bad-attribute", message: `constant: value has ${what}`, where: { attribute: "value" }, got: what });
  }
  return [value.length, ...first];
}

export const constant = defineNode({
  id: "constant",
  title: "constant",
  glyph: "c",
  category: "inputs",
  role: "constant",
  summary: "Holds numbers that stay as they are.",
  searchWords: ["number", "fixed", "literal", "matrix", "column"],
  formula: "c",
  attributes: [{ id: "value", title: "Value", summary: "A number, a column or the rows of a matrix.", kind: "tensor", default: 0 }],
  inputs: [],
  outputs: valueOutput("The numbers."),
  shapes: (view) => view.setOutput(tensorShape(view.attributes.value ?? null)),
  notation: special,
  examples: [],
});
