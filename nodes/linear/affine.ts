// A dense layer, W·x + b, with its own weight and bias; a wire at W or b shares them instead.

import { defineNode, type PortSpec, type ResolvedAttributes } from "../../src/graph/node-type.ts";
import { columnOf } from "../define/column.ts";
import { valueOutput } from "../define/ports.ts";
import { layerRule } from "../rules/layer.ts";
import { biasAttribute, biasPort, unitsAttribute, weightPort } from "./layer-parts.ts";

/** Asked also before attributes are worked out: only `false` takes the bias away. */
const inputs = ({ bias }: ResolvedAttributes): readonly PortSpec[] => [
  { id: "x", summary: "Column of features." },
  weightPort,
  ...(bias === false ? [] : [biasPort("zeros")]),
];

export const affine = defineNode({
  id: "affine",
  title: "affine",
  glyph: "W\\!x{+}b",
  category: "linear",
  role: "operation",
  summary: "Multiplies x by a trained matrix and adds a trained bias: a dense layer without its activation.",
  searchWords: ["dense", "linear", "fully connected", "layer", "weight", "projection"],
  formula: "W\\,x + b",
  attributes: [unitsAttribute, biasAttribute],
  inputs,
  outputs: valueOutput("One component a unit."),
  shapes: (view) => layerRule(view, ["x"]),
  lower: (lowering, context) => {
    const sum = lowering.product(context.need("W"), columnOf(lowering, context.need("x")));
    const bias = context.input("b");
    return bias ? lowering.binary("add", sum, bias) : sum;
  },
  notation: { kind: "written", write: ({ W, x, b }) => (b === undefined ? `${W} * ${x}` : `${W} * ${x} + ${b}`) },
  derivative: { x: "\\bar{x} = W^\\top \\bar{y}", W: "\\bar{W} = \\bar{y}\\,x^\\top", b: "\\bar{b} = \\bar{y}" },
  examples: [
    {
      inputs: {
        x: [0.2, -0.4, 1],
        W: [
          [0.5, -1, 2],
          [1.5, 0.25, -0.75],
        ],
        b: [0.1, -0.3],
      },
      outputs: { value: [2.6, -0.85] },
    },
    {
      attributes: { bias: false },
      inputs: {
        x: [0.2, -0.4, 1],
        W: [
          [0.5, -1, 2],
          [1.5, 0.25, -0.75],
        ],
      },
      outputs: { value: [2.5, -0.55] },
    },
    { attributes: { units: 2 }, inputs: { x: 3, W: [[1], [-2]], b: [0.5, 0] }, outputs: { value: [3.5, -6] } },
  ],
});
