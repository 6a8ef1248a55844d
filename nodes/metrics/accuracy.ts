// The share of positions whose largest component is the target's; of equal ones the first counts.

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { sizeOf } from "../../src/engine/tape.ts";
import type { ShapeView } from "../../src/graph/node-type.ts";
import { reduceLoss } from "../losses/reduction.ts";
import { nameShape, predicate } from "../rules/describe.ts";
import { defineMetric } from "./define-metric.ts";

/** 1 at the first of the largest components, 0 elsewhere; 0 everywhere where a NaN hides the largest. */
function firstLargest(lowering: Lowering, x: Signal): Signal {
  const size = sizeOf(x.shape);
  const places = lowering.constant(
    x.shape,
    Array.from({ length: size }, (_, index) => size - index),
  );
  const largest = lowering.binary("equal", x, lowering.maxFeatures(x));
  const ranked = lowering.binary("multiply", largest, places);
  return lowering.binary("multiply", largest, lowering.binary("equal", ranked, lowering.maxFeatures(ranked)));
}

function checkClasses(view: ShapeView): void {
  const target = view.input("target");
  if (!target || sizeOf(target) > 1) return;
  view.fail({
    port: "target",
    what: `target y ${predicate(target)}, expected a one-hot column of 2 or more`,
    got: nameShape(target),
    expected: "2 features or more",
    remedy: "use wrong positions, which compares with 0.5",
  });
}

export const accuracy = defineMetric({
  id: "accuracy",
  title: "accuracy",
  glyph: "\\%",
  summary: "The share of positions whose largest component is the right class.",
  searchWords: ["correct", "classification", "argmax", "rate"],
  formula: "\\textstyle\\frac{1}{n}\\sum \\left[\\operatorname{argmax} p = \\operatorname{argmax} y\\right]",
  prediction: "Logits or probabilities, one a class.",
  target: "1 for the right class, 0 for the others.",
  output: "A share between 0 and 1.",
  call: "accuracy",
  aggregate: "mean",
  check: checkClasses,
  measure: (lowering, prediction, target, mask) => {
    const right = lowering.sum(lowering.binary("multiply", firstLargest(lowering, prediction), target), "features");
    return reduceLoss(lowering, right, mask, "mean");
  },
  examples: [
    { inputs: { prediction: [-1.5, 0.3, 2], target: [0, 0, 1] }, outputs: { value: 1 } },
    { inputs: { prediction: [-1.5, 0.3, 2], target: [0, 1, 0] }, outputs: { value: 0 } },
  ],
});
