// Writes a tape's equations into a builder, with other values in the places of its inputs.

import type { TapeBuilder } from "./builder.ts";
import type { Equation, Origin, Tape, Value } from "./tape.ts";

/**
 * @param inputs one for each input of `tape`, of its shape
 * @param place where what is written says it comes from; as in `tape` where it is left out
 * @returns the values that `tape`'s outputs have become
 */
export function inline(builder: TapeBuilder, tape: Tape, inputs: readonly Value[], place = (origin: Origin | null) => origin): Value[] {
  const written = new Map<Value, Value>(tape.inputs.map((input, index) => [input, inputs[index]!]));
  const of = (value: Value): Value => {
    const found = written.get(value);
    if (!found) throw new Error("a tape reads a value before it is computed");
    return found;
  };
  for (const equation of tape.equations) {
    const outputs = equation.outputs.map((value): Value => ({ ...value, origin: place(value.origin) }));
    builder.equations.push({ ...equation, inputs: equation.inputs.map(of), outputs } as Equation);
    equation.outputs.forEach((value, index) => {
      written.set(value, outputs[index]!);
    });
  }
  return tape.outputs.map(of);
}
