// Node types that map each component of x by itself: one operand, one result of the same shape.

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { defineNode, type NodeType, type ResolvedAttributes } from "../../src/graph/node-type.ts";
import { elementwise } from "../rules/elementwise.ts";
import { valueOutput } from "./ports.ts";

export interface UnarySpec
  extends Pick<
    NodeType,
    | "id"
    | "title"
    | "glyph"
    | "category"
    | "summary"
    | "searchWords"
    | "formula"
    | "source"
    | "notation"
    | "component"
    | "kinks"
    | "examples"
  > {
  readonly attributes?: NodeType["attributes"];
  /** ∂value/∂x in TeX. */
  readonly slope: string;
  readonly apply: (lowering: Lowering, x: Signal, attributes: ResolvedAttributes) => Signal;
}

export function defineUnary({ slope, apply, attributes = [], ...spec }: UnarySpec): NodeType {
  return defineNode({
    ...spec,
    role: "operation",
    attributes,
    inputs: [{ id: "x", summary: "Operand." }],
    outputs: valueOutput("Result, of the shape of x."),
    shapes: (view) => elementwise(view, ["x"]),
    lower: (lowering, context) => apply(lowering, context.need("x"), context.attributes),
    derivative: { x: slope },
  });
}
