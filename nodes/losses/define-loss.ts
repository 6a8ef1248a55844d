// Losses: prediction first, target second, an optional mask; the result is the number that training lowers.

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { type AttributeSpec, defineNode, type NodeType, type PortSpec, type ResolvedAttributes } from "../../src/graph/node-type.ts";
import { textOf } from "../define/attributes.ts";
import { call } from "../define/notation.ts";
import { comparison } from "../rules/same-shape.ts";
import { lossPerStep, reduceLoss, reductionAttribute } from "./reduction.ts";

export const predictionPort = (summary: string): PortSpec => ({ id: "prediction", symbol: "p", summary });
export const targetPort = (summary: string): PortSpec => ({ id: "target", symbol: "y", summary });
export const maskPort: PortSpec = {
  id: "mask",
  symbol: "m",
  summary: "Weight of each position, one component; padding of shorter sequences never counts.",
  optional: true,
};

export interface LossSpec extends Pick<NodeType, "id" | "title" | "glyph" | "summary" | "searchWords" | "formula" | "source" | "examples"> {
  /** What the prediction has to be: probabilities, logits, any numbers. */
  readonly prediction: string;
  readonly target: string;
  /** Name in the equation notation. */
  readonly call: string;
  /** ∂/∂p and ∂/∂y of one place, in TeX. */
  readonly slopes: readonly [string, string];
  /** Settings besides the reduction. */
  readonly settings?: readonly AttributeSpec[];
  /** The loss at each place: for each component, or one number a position. */
  readonly compare: (lowering: Lowering, prediction: Signal, target: Signal, attributes: ResolvedAttributes) => Signal;
}

/** What a loss shows of its inside. */
export const perStep = (parts: Signal | undefined): Readonly<Record<string, Signal>> => (parts ? { perStep: parts } : {});

export const defineLoss = ({ prediction, target, call: name, slopes, settings = [], compare, ...spec }: LossSpec): NodeType =>
  defineNode({
    ...spec,
    category: "losses",
    role: "loss",
    attributes: [...settings, reductionAttribute],
    inputs: [predictionPort(prediction), targetPort(target), maskPort],
    outputs: [{ id: "loss", symbol: "L", summary: "A number." }],
    shapes: (view) => comparison(view, "loss"),
    lower: (lowering, context) => {
      const losses = compare(lowering, context.need("prediction"), context.need("target"), context.attributes);
      return reduceLoss(lowering, losses, context.input("mask"), textOf(context.attributes, "reduction"));
    },
    inner: (lowering, context) => {
      const losses = compare(lowering, context.need("prediction"), context.need("target"), context.attributes);
      return perStep(lossPerStep(lowering, losses, context.input("mask"), textOf(context.attributes, "reduction")));
    },
    notation: call(name, ["prediction", "target", "mask"], { keywords: [...settings.map(({ id }) => id), "reduction"] }),
    derivative: { prediction: slopes[0], target: slopes[1] },
  });
