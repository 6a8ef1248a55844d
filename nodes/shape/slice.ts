// Some components of a column, counted from 1, both ends included; matrices and images along their first axis.

import { defineNode, type ShapeView } from "../../src/graph/node-type.ts";
import { numberOf, optionalNumberOf } from "../define/attributes.ts";
import { call } from "../define/notation.ts";
import { valueOutput } from "../define/ports.ts";
import { nameShape, predicate } from "../rules/describe.ts";

function shapes(view: ShapeView): void {
  const x = view.input("x");
  const from = numberOf(view.attributes, "from");
  const to = optionalNumberOf(view.attributes, "to");
  if (to !== null && to < from) view.fail({ what: `components ${from} to ${to} are none`, got: `${to}`, expected: `at least ${from}` });
  if (!x) return;
  if (x.length === 0) view.fail({ port: "x", what: `input x ${predicate(x)}, expected a column`, got: nameShape(x), expected: "a column" });
  const last = to ?? x[0]!;
  if (last > x[0]! || from > last) {
    view.fail({
      port: "x",
      what: `input x has ${x[0]} components, ${from} to ${Math.max(last, from)} are taken`,
      got: `${x[0]}`,
      expected: `at least ${Math.max(last, from)}`,
    });
  }
  view.setOutput([last - from + 1, ...x.slice(1)]);
}

export const slice = defineNode({
  id: "slice",
  title: "slice",
  glyph: "x_{i:j}",
  category: "shape",
  role: "operation",
  summary: "Takes some neighbouring components of a column.",
  searchWords: ["part", "range", "select", "components", "index"],
  formula: "x_{\\text{from}:\\text{to}}",
  attributes: [
    {
      id: "from",
      title: "From",
      summary: "First component that is taken, counted from 1.",
      kind: "number",
      default: 1,
      minimum: 1,
      integer: true,
    },
    {
      id: "to",
      title: "To",
      summary: "Last component that is taken; the last of x where it is left open.",
      kind: "number",
      default: null,
      minimum: 1,
      integer: true,
    },
  ],
  inputs: [{ id: "x", summary: "A column." }],
  outputs: valueOutput("The components that are taken."),
  shapes,
  lower: (lowering, context) => {
    const x = context.need("x");
    return lowering.slice(x, numberOf(context.attributes, "from") - 1, optionalNumberOf(context.attributes, "to") ?? x.shape[0]!);
  },
  notation: call("slice", ["x"], { positional: ["from", "to"] }),
  derivative: { x: "\\bar{y} \\text{ at the places taken},\\ 0 \\text{ elsewhere}" },
  examples: [
    { attributes: { from: 2, to: 3 }, inputs: { x: [1, 2, 3, 4] }, outputs: { value: [2, 3] } },
    { attributes: { from: 3 }, inputs: { x: [1, 2, 3, 4] }, outputs: { value: [3, 4] } },
  ],
});
