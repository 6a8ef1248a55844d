// A formula as one node: its free symbols are its ports. Multiplication and powers are elementwise; `pi` is the only constant by name.

import { attempt } from "../../../src/base/errors.ts";
import type { Lowering, Signal } from "../../../src/engine/signal.ts";
import { defineNode, type LowerContext, type ResolvedAttributes, type ShapeView } from "../../../src/graph/node-type.ts";
import { textOf } from "../../define/attributes.ts";
import { valueOutput } from "../../define/ports.ts";
import { elementwise } from "../../rules/elementwise.ts";
import { raise } from "../power.ts";
import { expressionFunctions } from "./functions.ts";
import { type Expression, expressionPorts, parseExpression, symbolsOf } from "./parse.ts";
import { writeExpression } from "./write.ts";

const defaultText = "a * b";

const read = (attributes: ResolvedAttributes): Expression => parseExpression(textOf(attributes, "text"));

/** A text that cannot be read is told here, where the node is known. */
function shapes(view: ShapeView): void {
  const symbols = attempt(() => symbolsOf(read(view.attributes)));
  if (symbols.ok) {
    elementwise(view, symbols.value);
    return;
  }
  const { message, got, remedy } = symbols.problem;
  view.fail({ what: message, ...(got !== undefined && { got }), ...(remedy !== undefined && { remedy }) });
}

function lowerExpression(lowering: Lowering, context: LowerContext, expression: Expression): Signal {
  const lower = (part: Expression) => lowerExpression(lowering, context, part);
  switch (expression.kind) {
    case "number":
      return lowering.number(expression.value);
    case "symbol":
      return context.need(expression.name);
    case "negate":
      return lowering.unary("negate", lower(expression.operand));
    case "call":
      return expressionFunctions.get(expression.name)!.apply(lowering, expression.operands.map(lower));
    case "operator": {
      const exponent = expression.operator === "power" ? numberIn(expression.right) : null;
      if (exponent !== null) return raise(lowering, lower(expression.left), exponent);
      return lowering.binary(expression.operator, lower(expression.left), lower(expression.right));
    }
  }
}

/** The number that a part is without any port, with its sign. */
function numberIn(part: Expression): number | null {
  if (part.kind === "number") return part.value;
  return part.kind === "negate" && part.operand.kind === "number" ? -part.operand.value : null;
}

export const expression = defineNode({
  id: "expression",
  title: "expression",
  glyph: "f",
  category: "operations",
  role: "operation",
  summary: "Computes a formula that you type; each letter in it becomes a port, and all is elementwise.",
  searchWords: ["formula", "equation", "custom", "function", "mathjs"],
  formula: "f(a, b, \\dots)",
  attributes: [
    {
      id: "text",
      title: "Formula",
      summary: "For example a * b + sqrt(c); products are elementwise, pi is a constant, every other letter a port.",
      kind: "text",
      default: defaultText,
    },
  ],
  inputs: ({ text }) => expressionPorts(typeof text === "string" ? text : defaultText).map((id) => ({ id, summary: `The symbol ${id}.` })),
  outputs: valueOutput("Value of the formula."),
  shapes,
  lower: (lowering, context) => lowerExpression(lowering, context, read(context.attributes)),
  notation: { kind: "written", write: (operands, attributes) => writeExpression(read(attributes), operands) },
  component: ({ attributes }) => textOf(attributes, "text"),
  examples: [
    { inputs: { a: [1, -2, 0.5], b: [0.25, 3, -4] }, outputs: { value: [0.25, -6, -2] } },
    {
      attributes: { text: "2*x*sigmoid(g)^2 - exp(-x)/3" },
      inputs: { x: [-2, -0.5, 0.3, 1.5], g: [0.5, 1, -1, 2] },
      outputs: { value: [-4.01284117564459, -1.0840204022885658, -0.203541714016798, 2.2530337576736508] },
    },
    {
      attributes: { text: "v / (sqrt(m) + eps)" },
      inputs: { v: [1, -2, 3], m: [0.25, 1, 4], eps: 0.5 },
      outputs: { value: [1, -1.3333333333333333, 1.2] },
    },
    { attributes: { text: "max(a, b, 0) + 0 * pi" }, inputs: { a: [1, -2, 3], b: [2, -1, -4] }, outputs: { value: [2, 0, 3] } },
  ],
});
