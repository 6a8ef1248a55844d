// The seam between tape and backend: what every executor gives back.

import type { Tape } from "../tape.ts";

export type Precision = "f64" | "f32";
export type Numbers = Float64Array | Float32Array;
export type BackendName = "reference" | "wasm";

export interface Executable {
  readonly precision: Precision;
  readonly backend: BackendName;
  /**
   * The inputs' own memory, in the tape's order. Numbers written there stay until they are written over: what does not
   * change from step to step is written once.
   */
  readonly inputs: readonly Numbers[];
  /**
   * Runs the tape on what lies in `inputs`.
   * @returns the outputs in the tape's order; they are overwritten by the next run
   */
  step(): readonly Numbers[];
  /** Writes all inputs, row-major, of any number type, and runs the tape once. */
  run(inputs: readonly Numbers[]): readonly Numbers[];
  /** Memory of all that it holds. */
  readonly bytes: number;
}

export type Backend = (tape: Tape, precision: Precision) => Executable;

export const allocate = (precision: Precision, size: number): Numbers =>
  precision === "f64" ? new Float64Array(size) : new Float32Array(size);
