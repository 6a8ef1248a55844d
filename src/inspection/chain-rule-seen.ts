// What a person sees of a document, found by place: nodes with cells opened, values by output port, gradients by wire.

import type { Flat, FlatEndpoint, FlatNode } from "../compiler/flatten.ts";
import type { SeenValue, SeenWire, View } from "./inspector.ts";

export interface Seen {
  readonly nodes: ReadonlyMap<string, FlatNode>;
  value(at: FlatEndpoint): SeenValue | undefined;
  /** Wires that begin here, in the order in which they are computed. */
  wiresFrom(at: FlatEndpoint): readonly SeenWire[];
}

export const placeKey = ({ path, port }: FlatEndpoint): string => `${path}:${port}`;

const NONE: readonly SeenWire[] = [];

/** @param view null before anything is computed: names can be told already, numbers not */
export function seenOf({ nodes }: Flat, view: Pick<View, "values" | "wires"> | null): Seen {
  const values = new Map(view?.values.map((value) => [placeKey(value), value]));
  const wires = new Map<string, SeenWire[]>();
  for (const wire of view?.wires ?? []) {
    const key = placeKey(wire.from);
    const others = wires.get(key);
    if (others) others.push(wire);
    else wires.set(key, [wire]);
  }
  return { nodes, value: (at) => values.get(placeKey(at)), wiresFrom: (at) => wires.get(placeKey(at)) ?? NONE };
}

/** Numbers of one step; those of a value without a time axis are the same at every step, beyond the ends there is nothing. */
export function atStep(numbers: Float64Array, { shape, time }: Pick<SeenValue, "shape" | "time">, step: number): Float64Array {
  if (!time) return numbers;
  const units = shape.reduce((product, size) => product * size, 1);
  if (step < 0 || (step + 1) * units > numbers.length) return new Float64Array(units);
  return numbers.subarray(step * units, (step + 1) * units);
}
