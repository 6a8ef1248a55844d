// A column taken apart again: equal parts, or parts of given sizes.

import type { Signal } from "../../src/engine/signal.ts";
import { defineNode, type PortSpec, type ResolvedAttributes, type ShapeView } from "../../src/graph/node-type.ts";
import { shapeOf } from "../define/attributes.ts";
import { special } from "../define/notation.ts";
import { nameShape, predicate } from "../rules/describe.ts";

/** Ports are asked for before attributes are worked out, so a count that is no number yet stands for the default. */
function partCount(attributes: ResolvedAttributes): number {
  const { parts, sizes } = attributes;
  if (Array.isArray(sizes)) return sizes.length;
  return typeof parts === "number" ? parts : 2;
}

const outputs = (attributes: ResolvedAttributes): readonly PortSpec[] =>
  Array.from({ length: partCount(attributes) }, (_, index) => ({
    id: `part${index + 1}`,
    symbol: `x_{${index + 1}}`,
    summary: `Part ${index + 1}, counted from the top.`,
  }));

/** Size of every part of a column of `size`; fails where they do not fill it. */
function partSizes(view: ShapeView, size: number): readonly number[] {
  const sizes = shapeOf(view.attributes, "sizes");
  const count = partCount(view.attributes);
  const total = sizes?.reduce((sum, part) => sum + part, 0) ?? Math.ceil(size / count) * count;
  if (total !== size) {
    const expected = sizes ? `${total}` : `a multiple of ${count}`;
    view.fail({ port: "x", what: `input x has ${size} components, the parts expect ${expected}`, got: `${size}`, expected });
  }
  return sizes ?? Array.from({ length: count }, () => size / count);
}

function shapes(view: ShapeView): void {
  const ids = outputs(view.attributes).map((port) => port.id);
  const part = ids.map((id) => view.output(id)).find((shape) => shape !== undefined);
  const sizes = shapeOf(view.attributes, "sizes");
  const total = sizes?.reduce((sum, size) => sum + size, 0) ?? (part?.[0] ?? 0) * ids.length;
  if (part && part.length > 0) view.setInput("x", [total, ...part.slice(1)]);
  else if (sizes && view.guessing) view.setInput("x", [total]);
  const x = view.input("x");
  if (!x) return;
  if (x.length === 0) view.fail({ port: "x", what: `input x ${predicate(x)}, expected a column`, got: nameShape(x), expected: "a column" });
  for (const [index, size] of partSizes(view, x[0]!).entries()) view.setOutput([size, ...x.slice(1)], ids[index]!);
}

export const split = defineNode({
  id: "split",
  title: "split",
  glyph: "\\lbrack\\,\\varvdots\\,\\rbrack",
  category: "shape",
  role: "operation",
  summary: "Takes a column apart into several shorter ones.",
  searchWords: ["chunk", "unstack", "divide", "parts"],
  formula: "[x_1; x_2; \\dots] = x",
  attributes: [
    {
      id: "parts",
      title: "Parts",
      summary: "How many equal parts there are.",
      kind: "number",
      default: 2,
      minimum: 1,
      maximum: 64,
      integer: true,
    },
    { id: "sizes", title: "Sizes", summary: "Components of each part, where they are not equal.", kind: "shape", default: null },
  ],
  inputs: [{ id: "x", summary: "A column." }],
  outputs,
  shapes,
  lower: (lowering, context) => {
    const x = context.need("x");
    let from = 0;
    const parts = outputs(context.attributes).map(({ id }): [string, Signal] => {
      const start = from;
      from += context.outputShape(id)[0]!;
      return [id, lowering.slice(x, start, from)];
    });
    return Object.fromEntries(parts);
  },
  notation: special,
  derivative: { x: "\\bar{x} = [\\bar{x}_1; \\bar{x}_2; \\dots]" },
  examples: [
    { inputs: { x: [1, 2, 3, 4] }, outputs: { part1: [1, 2], part2: [3, 4] } },
    { attributes: { sizes: [1, 3, 2] }, inputs: { x: [1, 2, 3, 4, 5, 6] }, outputs: { part1: [1], part2: [2, 3, 4], part3: [5, 6] } },
  ],
});
