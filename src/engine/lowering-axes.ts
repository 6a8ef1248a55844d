// The part of the lowering vocabulary that names feature axes: what convolution and pooling are made of. Time and batch stay in front.

import type { TapeBuilder } from "./builder.ts";
import * as ops from "./ops.ts";
import type { Signal } from "./signal.ts";
import type { Shape, Value } from "./tape.ts";

/** How many axes stand before the features. */
const leadCount = (x: Signal): number => x.value.shape.length - x.shape.length;
const leadSizes = (x: Signal): Shape => x.value.shape.slice(0, leadCount(x));
const leadAxes = (x: Signal): readonly number[] => leadSizes(x).map((_, axis) => axis);
const behindLead = (x: Signal, axes: readonly number[]): readonly number[] => [...leadAxes(x), ...axes.map((axis) => axis + leadCount(x))];
/** No change of the leading axes. */
const noLead = (x: Signal): readonly number[] => leadSizes(x).map(() => 0);

/** What has the leading axes of x, as a signal. */
const like = (x: Signal, value: Value): Signal => ({ ...x, value, shape: value.shape.slice(leadCount(x)) });

export const permute = (t: TapeBuilder, x: Signal, permutation: readonly number[]): Signal =>
  like(x, ops.transpose(t, x.value, behindLead(x, permutation)));

export const broadcast = (t: TapeBuilder, x: Signal, shape: Shape, axes: readonly number[]): Signal => ({
  ...x,
  value: ops.broadcastAxes(t, x.value, [...leadSizes(x), ...shape], behindLead(x, axes)),
  shape,
});

export const pad = (t: TapeBuilder, x: Signal, before: readonly number[], after: readonly number[]): Signal =>
  like(x, ops.pad(t, x.value, [...noLead(x), ...before], [...noLead(x), ...after]));

export const windows = (t: TapeBuilder, x: Signal, axis: number, size: number, stride: number): Signal =>
  like(x, ops.windows(t, x.value, axis + leadCount(x), size, stride));

export function pick(t: TapeBuilder, x: Signal, at: readonly (number | null)[]): Signal {
  const starts = at.map((index) => index ?? 0);
  const ends = at.map((index, axis) => (index === null ? x.shape[axis]! : index + 1));
  const part = ops.slice(t, x.value, [...noLead(x), ...starts], [...leadSizes(x), ...ends]);
  const kept = x.shape.filter((_, axis) => at[axis] === null);
  return like(x, ops.reshape(t, part, [...leadSizes(x), ...kept]));
}

const leadLetters = ({ time, batch }: { time: boolean; batch: boolean }): string => `${time ? "T" : ""}${batch ? "B" : ""}`;

export function contract(t: TapeBuilder, a: Signal, b: Signal, letters: string): Signal {
  const [left = "", right = "", out = ""] = letters.split(/,|->/);
  const lead = { time: a.time || b.time, batch: a.batch || b.batch };
  const named = `${leadLetters(a)}${left},${leadLetters(b)}${right}->${leadLetters(lead)}${out}`;
  const value = ops.contract(t, a.value, b.value, named);
  return { ...lead, value, shape: value.shape.slice(leadLetters(lead).length) };
}
