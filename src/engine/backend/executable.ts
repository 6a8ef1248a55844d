// The seam between tape and backend: what every executor gives back.

export type Precision = "f64" | "f32";
export type Numbers = Float64Array | Float32Array;
export type BackendName = "reference" | "wasm";

export interface Executable {
  readonly precision: Precision;
  readonly backend: BackendName;
  /** With the multiply-add of relaxed SIMD: other hosts may give other bits. */
  readonly relaxed: boolean;
  /** How many compute a step at present. */
  readonly workers: 1 | 2;
  /**
   * Gives one input its numbers, row-major. They stay until they are written over: what does not change from step to step is written once.
   * Throws a TapeError where there are too many or too few.
   */
  write(index: number, numbers: Numbers): void;
  /**
   * Runs the tape on what has been written.
   * @returns the outputs in the tape's order; they are overwritten by the next run
   */
  step(): readonly Numbers[];
  /** Writes all inputs, row-major, of any number type, and runs the tape once. */
  run(inputs: readonly Numbers[]): readonly Numbers[];
  /** Memory of all that it holds. */
  readonly bytes: number;
  /** Lets go of all but memory. It can still be used, if more slowly. */
  end(): void;
}

export const allocate = (precision: Precision, size: number): Numbers =>
  precision === "f64" ? new Float64Array(size) : new Float32Array(size);
