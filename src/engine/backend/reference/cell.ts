// Storage of the reference executor: one cell for each value of a tape.

import type { Shape, Tape } from "../../tape.ts";
import type { Numbers, Precision } from "../executable.ts";

/** `data` may be replaced between runs (inputs, aliases), so kernels read it when they run. */
export interface Cell {
  readonly shape: Shape;
  data: Numbers;
}

/** Distance in elements between neighbours along each axis of a row-major array. */
export function strides(shape: Shape): number[] {
  const result = new Array<number>(shape.length);
  let distance = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    result[axis] = distance;
    distance *= shape[axis]!;
  }
  return result;
}

/** A tape with storage. */
export interface Program {
  readonly inputs: readonly Cell[];
  readonly outputs: readonly Cell[];
  run(): void;
}

/** What a kernel may ask of the executor that prepares it. */
export interface Host {
  readonly precision: Precision;
  /** For primitives that run a tape of their own. */
  prepare(tape: Tape): Program;
}
