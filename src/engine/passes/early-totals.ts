// Sums over the examples that need little work and nothing but inputs, such as the number of real steps by which a mean divides. What works on
// some examples at a time can have them before it begins.

import type { Equation, Tape, Value } from "../tape.ts";
import { kindOf } from "./kinds.ts";

const isLittle = ({ primitive }: Equation): boolean =>
  primitive === "sum" || kindOf(primitive) === "elementwise" || kindOf(primitive) === "view";

/** Values that elementwise equations, views and sums make of these inputs and of constants. */
export function madeOfInputs({ equations }: Tape, inputs: readonly Value[]): ReadonlySet<Value> {
  const made = new Set(inputs);
  const constants = new Set<Value>();
  for (const equation of equations) {
    const from = equation.inputs.map((input) => (made.has(input) ? "input" : constants.has(input) ? "constant" : "other"));
    if (equation.primitive !== "constant" && (!isLittle(equation) || from.includes("other"))) continue;
    const found = from.includes("input") ? made : constants;
    for (const output of equation.outputs) found.add(output);
  }
  return made;
}
