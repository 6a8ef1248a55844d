// Bounds on the gradient of all parameters, before the optimizer sees it.

import type { TapeBuilder } from "../../engine/builder.ts";
import * as ops from "../../engine/ops.ts";
import type { Value } from "../../engine/tape.ts";

const allAxes = (value: Value) => value.shape.map((_, axis) => axis);

/** √Σg² over all parameters together. */
export function globalNorm(t: TapeBuilder, gradients: readonly Value[]): Value {
  const squares = gradients.map((gradient) => ops.sum(t, ops.multiply(t, gradient, gradient), allAxes(gradient)));
  return ops.sqrt(
    t,
    squares.reduce((total, square) => ops.add(t, total, square), ops.scalar(t, 0)),
  );
}

/** Largest allowed magnitude of a component. */
export function clipByValue(t: TapeBuilder, gradients: readonly Value[], limit: Value): Value[] {
  return gradients.map((gradient) => {
    const bound = ops.broadcast(t, limit, gradient.shape);
    return ops.maximum(t, ops.minimum(t, gradient, bound), ops.negate(t, bound));
  });
}

/** A gradient that is longer than the limit, over all parameters together, is made as long as it. */
export function clipByNorm(t: TapeBuilder, gradients: readonly Value[], limit: Value): Value[] {
  const scale = ops.minimum(t, ops.scalar(t, 1), ops.divide(t, limit, globalNorm(t, gradients)));
  return gradients.map((gradient) => ops.multiply(t, gradient, ops.broadcast(t, scale, gradient.shape)));
}
