// A whole gate of a recurrent cell: f(W·[x1; x2; ...] + b), as in Hochreiter and Schmidhuber 1997 and Gers et al. 2000.

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { defineNode, type PortSpec, type ResolvedAttributes, variadicIndex } from "../../src/graph/node-type.ts";
import { applyRelu } from "../activations/relu.ts";
import { textOf } from "../define/attributes.ts";
import { valueOutput } from "../define/ports.ts";
import { layerRule } from "../rules/layer.ts";
import { biasAttribute, biasPort, unitsAttribute, weightPort } from "./layer-parts.ts";

const activations: Readonly<Record<string, (lowering: Lowering, x: Signal) => Signal>> = {
  sigmoid: (lowering, x) => lowering.unary("sigmoid", x),
  tanh: (lowering, x) => lowering.unary("tanh", x),
  relu: applyRelu,
  identity: (_, x) => x,
};

const operand: PortSpec = { id: "x", summary: "Columns that are put on top of each other.", variadic: { minimum: 1 } };

/** Asked also before attributes are worked out: only `false` takes the bias away. */
function inputs({ bias, biasInitial }: ResolvedAttributes): readonly PortSpec[] {
  const initializer = (biasInitial ?? 0) === 0 ? "zeros" : `constant(${biasInitial})`;
  return [operand, weightPort, ...(bias === false ? [] : [biasPort(initializer)])];
}

function write(operands: Readonly<Record<string, string>>, attributes: ResolvedAttributes): string {
  const { W, b, ...columns } = operands;
  const texts = Object.values(columns);
  const stacked = texts.length === 1 ? texts[0] : `[${texts.join("; ")}]`;
  const sum = `${W} * ${stacked}${b === undefined ? "" : ` + ${b}`}`;
  const activation = textOf(attributes, "activation");
  return activation === "identity" ? sum : `${activation}(${sum})`;
}

export const gate = defineNode({
  id: "gate",
  title: "gate",
  glyph: "\\sigma",
  category: "linear",
  role: "operation",
  summary: "A layer of a recurrent cell: stacks its inputs, multiplies by a trained matrix, adds a bias and applies a function.",
  searchWords: ["forget", "input", "output", "dense", "layer", "lstm", "gru", "sigmoid"],
  formula: "f\\left(W\\,[x_1; x_2; \\dots] + b\\right)",
  source: "F. Gers, J. Schmidhuber, F. Cummins, Learning to forget, 2000",
  attributes: [
    unitsAttribute,
    {
      id: "activation",
      title: "Function",
      summary: "What is applied at the end.",
      kind: "choice",
      default: "sigmoid",
      options: ["sigmoid", "tanh", "relu", "identity"],
    },
    biasAttribute,
    {
      id: "biasInitial",
      title: "Bias at first",
      summary: "Start value of the bias; 1 to 3 lets a forget gate begin open.",
      kind: "number",
      default: 0,
      runtime: true,
    },
  ],
  inputs,
  outputs: valueOutput("One component a unit."),
  shapes: (view) =>
    layerRule(
      view,
      view.ports.filter((port) => variadicIndex(operand, port) !== null),
    ),
  lower: (lowering, context) => {
    const sum = lowering.product(context.need("W"), lowering.concat(context.all("x")));
    const bias = context.input("b");
    return activations[textOf(context.attributes, "activation")]!(lowering, bias ? lowering.binary("add", sum, bias) : sum);
  },
  notation: { kind: "written", write },
  component: ({ attributes }) => (textOf(attributes, "activation") === "identity" ? null : `${textOf(attributes, "activation")}(a)`),
  derivative: {
    x: "\\bar{x} = W^\\top (f' \\odot \\bar{y})",
    W: "\\bar{W} = (f' \\odot \\bar{y})\\,[x_1; x_2; \\dots]^\\top",
    b: "\\bar{b} = f' \\odot \\bar{y}",
  },
  examples: [
    {
      inputs: {
        x1: [0.2, -0.4, 1],
        x2: [0.7],
        W: [
          [0.5, -1, 2, 0.3],
          [1.5, 0.25, -0.75, -0.6],
        ],
        b: [0.1, -0.3],
      },
      outputs: { value: [0.9432138191912115, 0.2192572520878717] },
    },
    {
      attributes: { activation: "tanh" },
      inputs: {
        x1: [0.2, -0.4],
        x2: [1, 0.7],
        W: [
          [0.5, -1, 2, 0.3],
          [1.5, 0.25, -0.75, -0.6],
        ],
        b: [0.1, -0.3],
      },
      outputs: { value: [0.9927768989311369, -0.8537976531552436] },
    },
    {
      attributes: { activation: "relu" },
      inputs: {
        x1: [0.2, -0.4, 1, 0.7],
        W: [
          [0.5, -1, 2, 0.3],
          [1.5, 0.25, -0.75, -0.6],
        ],
        b: [0.1, -0.3],
      },
      outputs: { value: [2.81, 0] },
    },
    {
      attributes: { activation: "identity", bias: false },
      inputs: {
        x1: [0.2, -0.4, 1],
        x2: 0.7,
        W: [
          [0.5, -1, 2, 0.3],
          [1.5, 0.25, -0.75, -0.6],
        ],
      },
      outputs: { value: [2.71, -0.97] },
    },
  ],
});
