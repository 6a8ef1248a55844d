// Handing numbers to an executor: all of them, of the right sizes, or a TapeError.

import { TapeError } from "../shape-rules.ts";
import type { Numbers } from "./executable.ts";

export function writeInputs(inputs: readonly Numbers[], given: readonly Numbers[]): void {
  inputs.forEach((input, index) => {
    const numbers = given[index];
    if (numbers?.length !== input.length)
      throw new TapeError(`input ${index} has ${numbers?.length ?? "no"} numbers, expected ${input.length}`);
    input.set(numbers);
  });
}
