// What the passes share: walking a tape while values are replaced by others that are equal.

import type { Equation, Tape, Value } from "../tape.ts";

export type Substitution = (value: Value) => Value;

/**
 * Rewrites a tape equation by equation, bodies of scans first. `visit` sees the equation with its operands replaced and says
 * what stands for each output: null keeps the equation.
 */
export function rewrite(
  tape: Tape,
  visitor: () => (equation: Equation, emit: (equation: Equation) => void) => readonly Value[] | null,
): Tape {
  const replaced = new Map<Value, Value>();
  const current: Substitution = (value) => replaced.get(value) ?? value;
  const visit = visitor();
  const equations: Equation[] = [];
  for (const original of tape.equations) {
    const moved = { ...original, inputs: original.inputs.map(current) } as Equation;
    const equation =
      moved.primitive === "scan" ? { ...moved, params: { ...moved.params, body: rewrite(moved.params.body, visitor) } } : moved;
    const substitutes = visit(equation, (extra) => equations.push(extra));
    if (!substitutes) equations.push(equation);
    else for (const [index, output] of equation.outputs.entries()) replaced.set(output, substitutes[index]!);
  }
  return { ...tape, equations, outputs: tape.outputs.map(current) };
}
