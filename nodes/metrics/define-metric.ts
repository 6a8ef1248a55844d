// Metrics: numbers that people read; nothing is trained by them, and no gradient passes.

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { defineNode, type NodeType, type ShapeView } from "../../src/graph/node-type.ts";
import { call } from "../define/notation.ts";
import { maskPort, predictionPort, targetPort } from "../losses/define-loss.ts";
import { comparison } from "../rules/same-shape.ts";

export interface MetricSpec
  extends Pick<NodeType, "id" | "title" | "glyph" | "summary" | "searchWords" | "formula" | "source" | "aggregate" | "kinks" | "examples"> {
  readonly prediction: string;
  readonly target: string;
  readonly output: string;
  readonly call: string;
  /** What must hold beyond equal shapes. */
  readonly check?: (view: ShapeView) => void;
  readonly measure: (lowering: Lowering, prediction: Signal, target: Signal, mask: Signal | undefined) => Signal;
}

export const defineMetric = ({ prediction, target, output, call: name, check, measure, ...spec }: MetricSpec): NodeType =>
  defineNode({
    ...spec,
    category: "metrics",
    role: "metric",
    attributes: [],
    inputs: [predictionPort(prediction), targetPort(target), maskPort],
    outputs: [{ id: "value", summary: output }],
    shapes: (view) => {
      comparison(view, "value");
      check?.(view);
    },
    lower: (lowering, context) => measure(lowering, context.need("prediction"), context.need("target"), context.input("mask")),
    notation: call(name, ["prediction", "target", "mask"]),
    derivative: { prediction: "0", target: "0" },
  });
