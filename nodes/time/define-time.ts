// Node types that look at all steps of x: they cannot stand on a cycle, and padded steps do not count.

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { defineNode, type NodeType } from "../../src/graph/node-type.ts";
import { valueOutput } from "../define/ports.ts";
import { elementwise } from "../rules/elementwise.ts";

export interface TimeSpec extends Pick<NodeType, "id" | "title" | "glyph" | "summary" | "searchWords" | "formula" | "notation"> {
  readonly slope: string;
  readonly output: string;
  readonly apply: (lowering: Lowering, x: Signal) => Signal;
}

export const defineTime = ({ slope, output, apply, ...spec }: TimeSpec): NodeType =>
  defineNode({
    ...spec,
    category: "time",
    role: "operation",
    attributes: [],
    inputs: [{ id: "x", summary: "A value per step." }],
    outputs: valueOutput(output),
    shapes: (view) => elementwise(view, ["x"]),
    lower: (lowering, context) => apply(lowering, context.need("x")),
    derivative: { x: slope },
    examples: [{ inputs: { x: [1, -2, 0.5] }, outputs: { value: [1, -2, 0.5] } }],
  });
