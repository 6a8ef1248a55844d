// The same components under other axes, in row-major order.

import { sizeOf } from "../../src/engine/tape.ts";
import { defineNode, type ShapeView } from "../../src/graph/node-type.ts";
import { shapeOf } from "../define/attributes.ts";
import { call } from "../define/notation.ts";
import { valueOutput } from "../define/ports.ts";
import { nameShape, predicate } from "../rules/describe.ts";

function shapes(view: ShapeView): void {
  const wanted = shapeOf(view.attributes, "shape");
  if (wanted) view.setOutput(wanted);
  const [x, output] = [view.input("x"), view.output()];
  if (x && output && sizeOf(x) !== sizeOf(output)) {
    const expected = `${sizeOf(output)} components`;
    view.fail({
      port: "x",
      what: `input x ${predicate(x)}, ${nameShape(output)} needs ${expected}`,
      got: `${sizeOf(x)} components`,
      expected,
    });
  }
}

export const reshape = defineNode({
  id: "reshape",
  title: "reshape",
  glyph: "\\rightleftarrows",
  category: "shape",
  role: "operation",
  summary: "Gives the same components other axes, for example 6 components as 2 rows of 3.",
  searchWords: ["view", "axes", "matrix", "fold"],
  formula: "\\operatorname{reshape}(x)",
  attributes: [
    {
      id: "shape",
      title: "Shape",
      summary: "The new sizes; what the result is wired to decides where it is left open.",
      kind: "shape",
      default: null,
    },
  ],
  inputs: [{ id: "x", summary: "Operand." }],
  outputs: valueOutput("The same components."),
  shapes,
  lower: (lowering, context) => lowering.reshape(context.need("x"), context.outputShape()),
  notation: call("reshape", ["x"], { positional: ["shape"] }),
  derivative: { x: "\\bar{y} \\text{ in the shape of } x" },
  examples: [
    {
      attributes: { shape: [2, 3] },
      inputs: { x: [1, 2, 3, 4, 5, 6] },
      outputs: {
        value: [
          [1, 2, 3],
          [4, 5, 6],
        ],
      },
    },
    { attributes: { shape: [3] }, inputs: { x: [[1, 2, 3]] }, outputs: { value: [1, 2, 3] } },
  ],
});
