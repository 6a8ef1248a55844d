// Handing numbers to an executor: as many as the input has, or a TapeError.

import { TapeError } from "../shape-rules.ts";
import type { Numbers } from "./executable.ts";

export function writeInput(inputs: readonly Numbers[], index: number, numbers: Numbers | undefined): void {
  const input = inputs[index];
  if (!input || numbers?.length !== input.length)
    throw new TapeError(`input ${index} has ${numbers?.length ?? "no"} numbers, expected ${input?.length ?? "no such input"}`);
  input.set(numbers);
}
