// The reference executor: obvious loops over f64 (or f32) arrays. The judge of every other backend.

import { TapeError } from "../../shape-rules.ts";
import { sizeOf, type Tape } from "../../tape.ts";
import { allocate, type Executable, type Numbers, type Precision } from "../executable.ts";
import { prepareProgram } from "./program.ts";

/** Kernels round to the precision of their results; operands of another type are converted here. */
function inPrecision(numbers: Numbers, precision: Precision): Numbers {
  if (precision === "f64" ? numbers instanceof Float64Array : numbers instanceof Float32Array) return numbers;
  const converted = allocate(precision, numbers.length);
  converted.set(numbers);
  return converted;
}

export function prepare(tape: Tape, precision: Precision): Executable {
  const program = prepareProgram(tape, precision);
  return {
    precision,
    run(inputs) {
      program.inputs.forEach((cell, index) => {
        const numbers = inputs[index];
        const size = sizeOf(cell.shape);
        if (numbers?.length !== size) throw new TapeError(`input ${index} has ${numbers?.length ?? "no"} numbers, expected ${size}`);
        cell.data = inPrecision(numbers, precision);
      });
      program.run();
      return program.outputs.map((cell) => cell.data);
    },
  };
}

/** Runs a tape once in f64. */
export const evaluateTape = (tape: Tape, inputs: readonly Numbers[]): readonly Numbers[] => prepare(tape, "f64").run(inputs);
