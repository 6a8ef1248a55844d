// A class number as a column with a single 1. Classes count from 1, as components do in `slice`.

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { defineNode, type ShapeView } from "../../src/graph/node-type.ts";
import { optionalNumberOf } from "../define/attributes.ts";
import { call } from "../define/notation.ts";
import { valueOutput } from "../define/ports.ts";
import { indexRule } from "../rules/index-of.ts";

function shapes(view: ShapeView): void {
  indexRule(view, "x", "class");
  const classes = optionalNumberOf(view.attributes, "classes");
  if (classes !== null) view.setOutput([classes]);
}

const range = (count: number, first: number): number[] => Array.from({ length: count }, (_, index) => first + index);

/** The nearest whole number counts, so that a number with a rounding error still means its class. */
export function oneHotOf(lowering: Lowering, x: Signal, classes: number): Signal {
  const notBelow = lowering.binary("greaterEqual", x, lowering.constant([classes], range(classes, 0.5)));
  const notAbove = lowering.binary("greater", lowering.constant([classes], range(classes, 1.5)), x);
  return lowering.binary("multiply", notBelow, notAbove);
}

export const oneHot = defineNode({
  id: "one-hot",
  title: "one-hot",
  glyph: "\\mathbf{e}_x",
  category: "shape",
  role: "operation",
  summary: "Turns the number of a class into a column that is 1 at its place and 0 elsewhere.",
  searchWords: ["indicator", "dummy", "categorical", "class", "label", "index", "unit vector"],
  formula: "\\mathbf{e}_x",
  attributes: [
    {
      id: "classes",
      title: "Classes",
      summary: "Components of the result; where it is left open, as many as what the result is wired to needs.",
      kind: "number",
      default: null,
      minimum: 1,
      integer: true,
    },
  ],
  inputs: [{ id: "x", summary: "Number of the class, counted from 1; 0 and what lies beyond the last class give zeros." }],
  outputs: valueOutput("1 at the place of the class, 0 elsewhere."),
  shapes,
  lower: (lowering, context) => oneHotOf(lowering, context.need("x"), context.outputShape()[0]!),
  notation: call("oneHot", ["x"], { positional: ["classes"] }),
  derivative: { x: "0" },
  examples: [
    { attributes: { classes: 4 }, inputs: { x: 3 }, outputs: { value: [0, 0, 1, 0] } },
    { attributes: { classes: 3 }, inputs: { x: [1] }, outputs: { value: [1, 0, 0] } },
    { attributes: { classes: 3 }, inputs: { x: 0 }, outputs: { value: [0, 0, 0] } },
    { attributes: { classes: 3 }, inputs: { x: 4 }, outputs: { value: [0, 0, 0] } },
    { attributes: { classes: 1 }, inputs: { x: 1 }, outputs: { value: [1] } },
  ],
});
