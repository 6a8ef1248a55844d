// The reference executor: obvious loops over f64 (or f32) arrays. The judge of every other backend.

import { sizeOf, type Tape } from "../../tape.ts";
import { allocate, type Executable, type Numbers, type Precision } from "../executable.ts";
import { writeInput } from "../write-input.ts";
import { prepareProgram } from "./program.ts";

const BYTES = { f64: 8, f32: 4 } as const;

/** Numbers of every value of the tape, once for each body of a scan. */
export function tapeNumbers(tape: Tape): number {
  const inputs = tape.inputs.reduce((total, { shape }) => total + sizeOf(shape), 0);
  return tape.equations.reduce((total, equation) => {
    const body = equation.primitive === "scan" ? tapeNumbers(equation.params.body) : 0;
    return total + body + equation.outputs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  }, inputs);
}

export function prepare(tape: Tape, precision: Precision): Executable {
  const program = prepareProgram(tape, precision);
  for (const cell of program.inputs) cell.data = allocate(precision, sizeOf(cell.shape));
  const inputs = program.inputs.map(({ data }) => data);
  const step = () => {
    program.run();
    return program.outputs.map((cell) => cell.data);
  };
  return {
    precision,
    backend: "reference",
    relaxed: false,
    workers: 1,
    write: (index, numbers) => writeInput(inputs, index, numbers),
    step,
    run(given) {
      inputs.forEach((_, index) => {
        writeInput(inputs, index, given[index]);
      });
      return step();
    },
    end: () => {},
    bytes: BYTES[precision] * tapeNumbers(tape),
  };
}

/** Runs a tape once in f64. */
export const evaluateTape = (tape: Tape, inputs: readonly Numbers[]): readonly Numbers[] => prepare(tape, "f64").run(inputs);
