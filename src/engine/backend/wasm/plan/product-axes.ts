// What the axes of a product say of it: its orientation, how deep a kernel sums, how much of its vectors is thrown away.

import { type Axes, type Axis, exchanged } from "./letters.ts";

export const product = (axes: readonly Axis[]) => axes.reduce((size, axis) => size * axis.size, 1);

/** With the innermost axis of the result among the columns; null where it is a batch's. */
export function oriented(axes: Axes): { readonly axes: Axes; readonly swapped: boolean } | null {
  if (axes.columns.at(-1)!.c === 1) return { axes, swapped: false };
  return axes.rows.at(-1)!.c === 1 ? { axes: exchanged(axes), swapped: true } : null;
}

/** The last axis of a group makes the matrix, those before it are loops around it. */
export const split = (axes: readonly Axis[]): readonly [readonly Axis[], Axis] => [axes.slice(0, -1), axes.at(-1)!];

/** Sums over two axes are done by one kernel where they are no longer than this together. */
const SHORT = 512;

/** How many inner axes, from the last one, a kernel sums over; a packed matrix has one. */
export function kernelDepth({ inner, columns }: Axes): 1 | 2 {
  const [last, before] = [inner.at(-1), inner.at(-2)];
  return before && last && !before.limit && columns.at(-1)!.b === 1 && before.size * last.size <= SHORT ? 2 : 1;
}

/** Multiplications of a kernel's vectors, those that are thrown away included. */
export const padded = ({ columns, rows, inner }: Axes): number => {
  const [moreColumns, column] = split(columns);
  return Math.ceil(column.size / 4) * 4 * product(moreColumns) * product(rows) * product(inner);
};
