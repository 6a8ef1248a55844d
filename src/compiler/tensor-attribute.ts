// A constant's value: nested lists as a shape and row-major numbers.

import type { Shape } from "../engine/tape.ts";
import type { AttributeValue } from "../graph/document.ts";

export interface Literal {
  readonly shape: Shape;
  readonly data: readonly number[];
}

const isList = (value: AttributeValue): value is readonly AttributeValue[] => Array.isArray(value);

/** Lists are of equal length on each level; attributes.ts has checked that. */
export function literalOf(value: AttributeValue): Literal {
  if (!isList(value)) return { shape: [], data: [Number(value)] };
  const parts = value.map(literalOf);
  return { shape: [parts.length, ...(parts[0]?.shape ?? [])], data: parts.flatMap((part) => part.data) };
}
