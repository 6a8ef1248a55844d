// What a data set is: named dense fields for training and for testing, and how a mini-batch is cut out of one.

import type { Tensor } from "../base/tensor.ts";

/** One named array of a split. The batch axis is always present; the time axis leads where `time` is true. */
export interface Field {
  /** Per-step arrays are [T, B, ...features], per-example ones [B, ...features]. */
  readonly tensor: Tensor;
  readonly time: boolean;
}

/** Examples that belong together, e.g. those to train on. */
export interface Split {
  readonly fields: Readonly<Record<string, Field>>;
  /** [B], real steps of each example; absent: all T. Steps beyond are padding, zero in every field. */
  readonly lengths?: Int32Array;
  /** One readable line an example, e.g. the Reber string. */
  readonly labels?: readonly string[];
  /** B, the number of examples. */
  readonly count: number;
}

export interface DataSet {
  readonly train: Split;
  readonly test: Split;
  /** Training examples that are held out. */
  readonly validation?: Split;
  /** By field: what its components mean, in their order, e.g. B E P S T V X. Fields of one vocabulary share a list. */
  readonly symbols?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Makes a data set from its attributes; the same attributes and seed give the same bits. Throws a `Problem` for a bad attribute.
 * @param node path of the node whose attributes they are, for messages
 */
export type Generator = (attributes: Readonly<Record<string, unknown>>, seed: number, node?: string) => DataSet;

export interface SelectionOptions {
  /** Cut T down to the longest of the chosen examples; without it, or without lengths, T is kept. */
  readonly trim?: boolean;
}

export function zeros(shape: readonly number[]): Tensor {
  return { shape, data: new Float64Array(shape.reduce((product, size) => product * size, 1)) };
}

/**
 * The mini-batch of the examples at `indices` (from 0), in that order; an index may repeat.
 * Throws a `RangeError` for an index that the split does not have.
 */
export function selectExamples(split: Split, indices: ArrayLike<number>, options: SelectionOptions = {}): Split {
  const chosen = Array.from(indices);
  const missing = chosen.find((index) => !(Number.isInteger(index) && index >= 0 && index < split.count));
  if (missing !== undefined) throw new RangeError(`example ${missing} of a split of ${split.count}`);
  const { lengths: allLengths, labels } = split;
  const lengths = allLengths && Int32Array.from(chosen, (index) => allLengths[index] as number);
  const longest = options.trim && lengths ? lengths.reduce((most, length) => Math.max(most, length), 0) : Infinity;
  const fields = Object.entries(split.fields).map(([name, field]) => [name, selectRows(field, chosen, longest)] as const);
  return {
    fields: Object.fromEntries(fields),
    ...(lengths && { lengths }),
    ...(labels && { labels: chosen.map((index) => labels[index] as string) }),
    count: chosen.length,
  };
}

function selectRows(field: Field, chosen: readonly number[], longest: number): Field {
  const { shape, data } = field.tensor;
  const batchAxis = field.time ? 1 : 0;
  const steps = field.time ? Math.min(shape[0] as number, longest) : 1;
  const count = shape[batchAxis] as number;
  const features = shape.slice(batchAxis + 1);
  const tensor = zeros([...(field.time ? [steps] : []), chosen.length, ...features]);
  const row = features.reduce((product, size) => product * size, 1);
  for (let step = 0; step < steps; step++) {
    chosen.forEach((index, position) => {
      const from = (step * count + index) * row;
      tensor.data.set(data.subarray(from, from + row), (step * chosen.length + position) * row);
    });
  }
  return { tensor, time: field.time };
}
