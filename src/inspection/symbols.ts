// One-hot fields read as symbols: which one an example has at each step.

import type { DataSet, Field, Split } from "../data/dataset.ts";

/** By example, the place of the one 1 at each real step. */
type Places = readonly Int32Array[];

/** The place of the only number that is not 0, where that is 1; else -1. */
function hotPlace(row: Float64Array): number {
  const place = row.indexOf(1);
  return place >= 0 && row.every((x, index) => index === place || x === 0) ? place : -1;
}

function readPlaces({ tensor: { shape, data }, time }: Field, { lengths, count }: Split): Places | null {
  const [steps = 0, , kinds = 0] = shape;
  if (!time || shape.length !== 3 || kinds < 2) return null;
  const places: Int32Array[] = [];
  for (let example = 0; example < count; example++) {
    const own = Int32Array.from({ length: lengths?.[example] ?? steps }, (_, step) => {
      const from = (step * count + example) * kinds;
      return hotPlace(data.subarray(from, from + kinds));
    });
    if (own.includes(-1)) return null;
    places.push(own);
  }
  return places;
}

const known = new WeakMap<Field, Places | null>();

/** Null where the field [T, B, K] is not one-hot at every real step of every example. Worked out once for a field, which never changes. */
export function placesOf(field: Field, split: Split): Places | null {
  const before = known.get(field);
  if (before !== undefined) return before;
  const places = readPlaces(field, split);
  known.set(field, places);
  return places;
}

/** The symbol of each real step of a training example, by the first field that is one symbol a step; null where none is. */
export function stepSymbols({ train, symbols = {} }: DataSet, example: number): readonly string[] | null {
  for (const [port, names] of Object.entries(symbols)) {
    const field = Object.hasOwn(train.fields, port) ? train.fields[port] : undefined;
    const own = field && placesOf(field, train)?.[example];
    if (own) return Array.from(own, (place) => names[place] ?? "");
  }
  return null;
}
