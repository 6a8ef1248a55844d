// Loops over arrays of any rank by strides: copying (broadcast, transpose, slice, pad, reverse, concat) and reducing.

import type { Shape } from "../../tape.ts";
import type { Numbers } from "../executable.ts";

/** A walk through an array: where it begins and how far one step along each axis goes. */
export interface Walk {
  readonly offset: number;
  readonly strides: readonly number[];
}

/** Calls `row(to, from, count, stepTo, stepFrom)` for each innermost row of `shape`. */
function forEachRow(
  shape: Shape,
  to: Walk,
  from: Walk,
  row: (to: number, from: number, count: number, stepTo: number, stepFrom: number) => void,
) {
  const inner = shape.length - 1;
  const visit = (axis: number, toOffset: number, fromOffset: number): void => {
    if (axis >= inner) {
      row(toOffset, fromOffset, shape[inner] ?? 1, to.strides[inner] ?? 0, from.strides[inner] ?? 0);
      return;
    }
    const [stepTo, stepFrom] = [to.strides[axis]!, from.strides[axis]!];
    for (let i = 0; i < shape[axis]!; i++) visit(axis + 1, toOffset + i * stepTo, fromOffset + i * stepFrom);
  };
  visit(0, to.offset, from.offset);
}

export function copyStrided(y: Numbers, to: Walk, x: Numbers, from: Walk, shape: Shape): void {
  forEachRow(shape, to, from, (yStart, xStart, count, stepTo, stepFrom) => {
    for (let i = 0, p = yStart, q = xStart; i < count; i++, p += stepTo, q += stepFrom) y[p] = x[q]!;
  });
}

/** Adds in double precision: `y` collects, whatever the precision of the tape. */
export function addStrided(y: Float64Array, to: Walk, x: Numbers, from: Walk, shape: Shape): void {
  forEachRow(shape, to, from, (yStart, xStart, count, stepTo, stepFrom) => {
    for (let i = 0, p = yStart, q = xStart; i < count; i++, p += stepTo, q += stepFrom) y[p] = y[p]! + x[q]!;
  });
}

export function maxStrided(y: Numbers, to: Walk, x: Numbers, from: Walk, shape: Shape): void {
  forEachRow(shape, to, from, (yStart, xStart, count, stepTo, stepFrom) => {
    for (let i = 0, p = yStart, q = xStart; i < count; i++, p += stepTo, q += stepFrom) y[p] = Math.max(y[p]!, x[q]!);
  });
}
