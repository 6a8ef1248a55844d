// All parameters of a program as one vector, in the order of its slots, each row by row.

import type { Tensor } from "../../base/tensor.ts";
import type { Program } from "../../compiler/program.ts";
import { type Shape, sizeOf } from "../../engine/tape.ts";

/** Where one parameter lies in the vector. */
export interface ParameterSpan {
  readonly name: string;
  readonly shape: Shape;
  /** Index of its slot. */
  readonly slot: number;
  readonly from: number;
  readonly to: number;
}

export function parameterSpans({ slots }: Program): readonly ParameterSpan[] {
  let from = 0;
  return slots.flatMap(({ kind, name, shape }, slot) => {
    if (kind !== "parameter") return [];
    const span = { name, shape, slot, from, to: from + sizeOf(shape) };
    from = span.to;
    return [span];
  });
}

export const vectorSize = (spans: readonly ParameterSpan[]): number => spans.at(-1)?.to ?? 0;

/** Parts one behind the other. */
export function joined(parts: readonly ArrayLike<number>[]): Float64Array {
  const vector = new Float64Array(parts.reduce((size, part) => size + part.length, 0));
  let from = 0;
  for (const part of parts) {
    vector.set(part, from);
    from += part.length;
  }
  return vector;
}

/** The parameters by name, as copies. */
export const tensorsOf = (spans: readonly ParameterSpan[], w: Float64Array): ReadonlyMap<string, Tensor> =>
  new Map(spans.map(({ name, shape, from, to }) => [name, { shape, data: w.slice(from, to) }]));
