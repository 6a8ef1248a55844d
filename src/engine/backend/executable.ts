// The seam between tape and backend: what every executor gives back.

import type { Tape } from "../tape.ts";

export type Precision = "f64" | "f32";
export type Numbers = Float64Array | Float32Array;

export interface Executable {
  readonly precision: Precision;
  /**
   * Runs the tape once. Inputs in the tape's order, row-major, of any number type.
   * @returns the outputs in the tape's order; they are overwritten by the next run
   */
  run(inputs: readonly Numbers[]): readonly Numbers[];
}

export type Backend = (tape: Tape, precision: Precision) => Executable;

export const allocate = (precision: Precision, size: number): Numbers =>
  precision === "f64" ? new Float64Array(size) : new Float32Array(size);
