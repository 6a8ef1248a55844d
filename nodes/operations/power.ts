// a to the power b, component by component; without a wire at b the exponent is an attribute.

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { defineNode } from "../../src/graph/node-type.ts";
import { numberOf } from "../define/attributes.ts";
import { infix } from "../define/notation.ts";
import { valueOutput } from "../define/ports.ts";
import { elementwise } from "../rules/elementwise.ts";

/** x to a number: square and cube are products and ½ is a root, so that neither needs a logarithm. */
export function raise(lowering: Lowering, x: Signal, exponent: number): Signal {
  const times = (a: Signal, b: Signal) => lowering.binary("multiply", a, b);
  if (exponent === 0.5) return lowering.unary("sqrt", x);
  if (exponent === 2) return times(x, x);
  if (exponent === 3) return times(times(x, x), x);
  return lowering.binary("power", x, lowering.number(exponent));
}

export const power = defineNode({
  id: "power",
  title: "power",
  glyph: "(\\cdot)^{b}",
  category: "operations",
  role: "operation",
  summary: "Raises every component of a to an exponent: a number, or b component by component.",
  searchWords: ["exponent", "raise", "square", "root"],
  formula: "a^{b}",
  attributes: [{ id: "exponent", title: "Exponent", summary: "The exponent while nothing is wired to b.", kind: "number", default: 2 }],
  inputs: [
    { id: "a", summary: "Base; positive, where the exponent is no whole number." },
    { id: "b", summary: "Exponent; without a wire it is the attribute.", optional: true },
  ],
  outputs: valueOutput("a to the power b."),
  shapes: (view) => elementwise(view, view.ports.includes("b") ? ["a", "b"] : ["a"]),
  lower: (lowering, context) => {
    const [base, exponent] = [context.need("a"), context.input("b")];
    return exponent ? lowering.binary("power", base, exponent) : raise(lowering, base, numberOf(context.attributes, "exponent"));
  },
  notation: [
    { kind: "written", write: ({ a, b }, attributes) => `${a} .^ ${b ?? writeExponent(numberOf(attributes, "exponent"))}` },
    infix(".^"),
    infix("^"),
  ],
  component: ({ ports }) => (ports.includes("b") ? "a ^ b" : "a ^ exponent"),
  derivative: { a: "b\\,a^{b-1}", b: "a^{b} \\log a" },
  examples: [
    { inputs: { a: [-2, -0.5, 0.3, 1.5] }, outputs: { value: [4, 0.25, 0.09, 2.25] } },
    { attributes: { exponent: 3 }, inputs: { a: [-2, -0.5, 0.3, 1.5] }, outputs: { value: [-8, -0.125, 0.027, 3.375] } },
    {
      attributes: { exponent: -2 },
      inputs: { a: [-2, -0.5, 0.3, 1.5] },
      outputs: { value: [0.25, 4, 11.11111111111111, 0.4444444444444444] },
    },
    { attributes: { exponent: 2.5 }, inputs: { a: [0.25, 1, 2, 9] }, outputs: { value: [0.03125, 1, 5.656854249492381, 243] } },
    { inputs: { a: [0.25, 1, 2, 9], b: [0.5, 2, -1, 1.5] }, outputs: { value: [0.5, 1, 0.5, 27] } },
  ],
});

const writeExponent = (exponent: number): string => (exponent < 0 ? `(${exponent})` : `${exponent}`);
