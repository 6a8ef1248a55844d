// Nodes on the wire from the loss to the optimizer: the loss passes, and the gradient that comes back is bounded.

import { defineNode, type NodeType } from "../../src/graph/node-type.ts";
import { call } from "../define/notation.ts";
import { valueOutput } from "../define/ports.ts";
import { elementwise } from "../rules/elementwise.ts";

export interface ClipSpec extends Pick<NodeType, "id" | "title" | "glyph" | "summary" | "searchWords" | "formula" | "source"> {
  readonly by: "value" | "norm";
  readonly limit: string;
  readonly call: string;
}

export const defineClip = ({ by, limit, call: name, ...spec }: ClipSpec): NodeType =>
  defineNode({
    ...spec,
    category: "optimizers",
    role: "operation",
    attributes: [{ id: "limit", title: "Limit", summary: limit, kind: "number", default: 1, minimum: 0, runtime: true }],
    inputs: [{ id: "loss", symbol: "L", summary: "The loss." }],
    outputs: valueOutput("The loss, as it came."),
    shapes: (view) => elementwise(view, ["loss"]),
    lower: (lowering, context) => lowering.unary("identity", context.need("loss")),
    clip: by,
    notation: call(name, ["loss"], { positional: ["limit"] }),
    derivative: { loss: "1" },
    examples: [{ inputs: { loss: 0.7 }, outputs: { value: 0.7 } }],
  });
