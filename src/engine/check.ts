// The tape's own laws: each value is defined once and before it is used, and every shape is what the shape rule says.

import { outputShapes, TapeError } from "./shape-rules.ts";
import { type Equation, formatShape, sameShape, type Tape, type Value } from "./tape.ts";

function checkEquation(equation: Equation, defined: Set<Value>): void {
  for (const input of equation.inputs) {
    if (!defined.has(input)) throw new TapeError(`${equation.primitive}: an operand is used before it is defined`);
  }
  const shapes = outputShapes(
    equation.primitive,
    equation.inputs.map((value) => value.shape),
    equation.params,
  );
  if (shapes.length !== equation.outputs.length)
    throw new TapeError(`${equation.primitive}: ${equation.outputs.length} outputs, expected ${shapes.length}`);
  equation.outputs.forEach((output, index) => {
    if (!sameShape(output.shape, shapes[index]!)) {
      throw new TapeError(`${equation.primitive}: output is ${formatShape(output.shape)}, expected ${formatShape(shapes[index]!)}`);
    }
    if (defined.has(output)) throw new TapeError(`${equation.primitive}: an output is defined twice`);
    defined.add(output);
  });
  if (equation.primitive === "scan") checkTape(equation.params.body);
}

/** Throws TapeError where the tape breaks a law; gives the tape back. Tests run it after every pass. */
export function checkTape(tape: Tape): Tape {
  const defined = new Set<Value>();
  for (const input of tape.inputs) {
    if (defined.has(input)) throw new TapeError("an input is listed twice");
    defined.add(input);
  }
  for (const equation of tape.equations) checkEquation(equation, defined);
  for (const output of tape.outputs) if (!defined.has(output)) throw new TapeError("an output is never defined");
  return tape;
}
