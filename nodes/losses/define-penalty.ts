// Penalties on the size of weights: a number to be added to the loss, times a factor.

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { defineNode, type NodeType } from "../../src/graph/node-type.ts";
import { type Call, call } from "../define/notation.ts";
import { valueOutput } from "../define/ports.ts";

export interface PenaltySpec
  extends Pick<NodeType, "id" | "title" | "glyph" | "summary" | "searchWords" | "formula" | "source" | "kinks" | "examples"> {
  readonly call: Call["name"];
  /** ∂value/∂W in TeX. */
  readonly slope: string;
  /** What each component of a weight costs. */
  readonly cost: (lowering: Lowering, weight: Signal) => Signal;
}

/** Any number of weights of any shapes; each is summed over everything. */
export const definePenalty = ({ call: name, slope, cost, ...spec }: PenaltySpec): NodeType =>
  defineNode({
    ...spec,
    category: "losses",
    role: "operation",
    attributes: [],
    inputs: [{ id: "W", summary: "Weights, of any shapes.", variadic: { minimum: 1 } }],
    outputs: valueOutput("A number, to be scaled and added to the loss."),
    shapes: (view) => view.setOutput([]),
    lower: (lowering, context) =>
      context
        .all("W")
        .map((weight) => lowering.sum(cost(lowering, weight), "all"))
        .reduce((total, one) => lowering.binary("add", total, one)),
    notation: call(name, ["W"]),
    derivative: { W: slope },
  });
