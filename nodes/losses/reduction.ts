// From a loss at each place to the one number that is differentiated. Only real steps count; a mask weighs positions.

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { sizeOf } from "../../src/engine/tape.ts";
import type { AttributeSpec } from "../../src/graph/node-type.ts";

export const reductionAttribute: AttributeSpec = {
  id: "reduction",
  title: "Reduction",
  summary: "Mean or sum over steps, examples and components, or the sum of each example averaged over the examples.",
  kind: "choice",
  default: "mean",
  options: ["mean", "sum", "per-example"],
};

const weightOf = (lowering: Lowering, mask: Signal | undefined): Signal | undefined => mask && lowering.reshape(mask, []);

/**
 * `loss` has the components that the mean is over (none where they are summed already); `mask` has one a position.
 * mean: over everything, with a mask divided by Σ mask × components; sum: of everything; per-example: over steps and components
 * summed, over examples averaged.
 */
export function reduceLoss(lowering: Lowering, loss: Signal, mask: Signal | undefined, reduction: string): Signal {
  const weight = weightOf(lowering, mask);
  const weighted = weight ? lowering.binary("multiply", loss, weight) : loss;
  if (reduction === "sum") return lowering.sum(weighted, "all");
  if (reduction === "per-example") return lowering.mean(sumOfExample(lowering, weighted), "batch");
  const mean = lowering.mean(weighted, "all");
  if (!weight) return mean;
  return lowering.binary("divide", mean, lowering.mean(lowering.expand(weight, weighted.time, weighted.batch), "all"));
}

/** Sum over the steps and components of each example, a number. */
const sumOfExample = (lowering: Lowering, x: Signal): Signal => lowering.reshape(lowering.sum(lowering.sum(x, "features"), "time"), []);

/** What each step adds to `reduceLoss` of the same: over the steps they add up to it. Undefined where there are no steps. */
export function lossPerStep(lowering: Lowering, loss: Signal, mask: Signal | undefined, reduction: string): Signal | undefined {
  const weight = weightOf(lowering, mask);
  const weighted = weight ? lowering.binary("multiply", loss, weight) : loss;
  if (!weighted.time) return undefined;
  // in the mean over examples each has its own steps, whatever it has in common with the others
  const axis = reduction === "per-example" ? "time" : "all";
  const examples = lowering.onlyReal(lowering.reshape(lowering.sum(weighted, "features"), []), axis);
  const steps = lowering.sum(examples, "batch");
  if (reduction === "sum") return steps;
  const divisor = reduction === "per-example" ? lowering.number(examples.batch ? lowering.batch : 1) : share(lowering, weighted, weight);
  return lowering.binary("divide", steps, divisor);
}

/** What a mean divides by: real positions, or their weights, times components. */
function share(lowering: Lowering, weighted: Signal, weight: Signal | undefined): Signal {
  const positions = weight ? lowering.sum(lowering.expand(weight, weighted.time, weighted.batch), "all") : lowering.countReal(weighted);
  return lowering.binary("multiply", positions, lowering.number(sizeOf(weighted.shape)));
}
