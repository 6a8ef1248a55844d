// The steps of a sequence as the rows of a matrix, for what compares all steps with all steps. It is the only place where a node type
// moves the time axis: the lowering keeps it in front.

import * as ops from "../../src/engine/ops.ts";
import { TapeError } from "../../src/engine/shape-rules.ts";
import type { Lowering, Signal } from "../../src/engine/signal.ts";

/** [T, B] as [B, T], and back. */
const exchange = (lowering: Lowering, x: Signal): Signal["value"] =>
  x.batch ? ops.transpose(lowering.tape, x.value, [1, 0, ...x.value.shape.slice(2).map((_, axis) => axis + 2)]) : x.value;

/** A column [n] of each step becomes [T, n] without a time axis; one without steps is a single row. */
export function stepsAsRows(lowering: Lowering, x: Signal): Signal {
  if (lowering.perStep) throw new TapeError("attention over steps looks at all steps and cannot stand on a cycle");
  if (!x.time) return lowering.reshape(x, [1, ...x.shape]);
  const value = exchange(lowering, x);
  return { value, time: false, batch: x.batch, shape: [lowering.steps ?? 1, ...x.shape] };
}

/** A matrix of T rows becomes a column of each step. */
export function rowsAsSteps(lowering: Lowering, x: Signal): Signal {
  const value = exchange(lowering, x);
  return { value, time: true, batch: x.batch, shape: x.shape.slice(1) };
}

/** 1 on the real steps of each example as a column [T]; null where every step is real. */
export const realAsRow = (lowering: Lowering): Signal | null => lowering.mask && stepsAsRows(lowering, lowering.mask);
