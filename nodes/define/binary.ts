// Node types that combine a and b component by component; one side may be a number or have one component.

import type { Binary } from "../../src/engine/signal.ts";
import { defineNode, type NodeType } from "../../src/graph/node-type.ts";
import { elementwise } from "../rules/elementwise.ts";
import { valueOutput } from "./ports.ts";

export interface BinarySpec
  extends Pick<
    NodeType,
    "id" | "title" | "glyph" | "summary" | "searchWords" | "formula" | "source" | "notation" | "component" | "kinks" | "examples"
  > {
  /** ∂value/∂a and ∂value/∂b in TeX. */
  readonly derivative: { readonly a: string; readonly b: string };
  readonly kind: Binary;
}

export function defineBinary({ kind, ...spec }: BinarySpec): NodeType {
  return defineNode({
    ...spec,
    category: "operations",
    role: "operation",
    attributes: [],
    inputs: [
      { id: "a", summary: "Left operand." },
      { id: "b", summary: "Right operand, of the same shape, or one of the two has one component." },
    ],
    outputs: valueOutput("Result, of the shape of the larger operand."),
    shapes: (view) => elementwise(view, ["a", "b"]),
    lower: (lowering, context) => lowering.binary(kind, context.need("a"), context.need("b")),
  });
}
