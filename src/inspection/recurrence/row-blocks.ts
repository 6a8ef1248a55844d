// Matrices below each other in one: the rows of a product that are taken apart again behind it, within the step. A split or slice tells how
// many go together, and the first value with a name of its own that is made of them, component by component, tells what they are.

import { portKey } from "../../compiler/shapes.ts";
import type { LocalFactor } from "./local-factor.ts";
import { moves } from "./selection.ts";

export interface RowBlock {
  /** Rows `from` ... `from + size - 1` of the matrix. */
  readonly from: number;
  /** Path of the node that they are for, `lstm.f`; null where it cannot be told. */
  readonly of: string | null;
}

/** For each component of a value, the row of the product that it is made of; null where there is none. */
type Rows = readonly (number | null)[];

/** Null where the node mixes components. */
function rowsBehind(rows: Rows, factor: LocalFactor): Rows | null {
  if (factor.diagonal) return rows;
  const map = moves(factor);
  if (!map) return null;
  const found: (number | null)[] = Array.from({ length: factor.rows }, () => null);
  map.forEach((place, column) => {
    if (place !== null) found[place] = rows[column] ?? null;
  });
  return found;
}

const same = (a: Rows, b: Rows): boolean => a.length === b.length && a.every((row, k) => row === b[k]);

/** By output port: what is made, component by component, of the product's rows; null for what is made of several rows at once. */
function rowsWithinStep(product: string, count: number, factors: readonly LocalFactor[]): ReadonlyMap<string, Rows | null> {
  const found = new Map<string, Rows | null>([[product, Array.from({ length: count }, (_, row) => row)]]);
  for (const factor of factors) {
    const rows = found.get(portKey(factor.from.path, factor.from.port));
    if (rows === undefined) continue;
    const to = portKey(factor.node.path, factor.output);
    const behind = rows && rowsBehind(rows, factor);
    const known = found.get(to);
    found.set(to, known === undefined || (known && behind && same(known, behind)) ? behind : null);
  }
  return found;
}

/** Where the run of rows begins that the value is; null where it is none. */
function runFrom(rows: Rows | null, size: number): number | null {
  const first = rows?.[0] ?? null;
  return first !== null && rows?.length === size && rows.every((row, k) => row === first + k) ? first : null;
}

/** There is a `$` in the name of what nobody has named. */
const isNamed = (path: string): boolean => !path.slice(path.lastIndexOf(".") + 1).includes("$");

/**
 * Those of `size` rows, in their order; none where the rows are not taken apart so.
 * @param product output port of the node that multiplies, `path:port`
 * @param count rows of the whole matrix
 * @param factors in the order of the cycle's members
 */
export function rowBlocks(product: string, count: number, size: number, factors: readonly LocalFactor[]): readonly RowBlock[] {
  const names = new Map<number, string | null>();
  for (const [key, rows] of rowsWithinStep(product, count, factors)) {
    const from = runFrom(rows, size);
    if (from === null) continue;
    const path = key.slice(0, key.lastIndexOf(":"));
    names.set(from, names.get(from) ?? (isNamed(path) ? path : null));
  }
  return [...names].map(([from, of]) => ({ from, of })).sort((a, b) => a.from - b.from);
}
