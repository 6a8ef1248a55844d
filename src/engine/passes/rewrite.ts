// What the passes share: walking a tape while values are replaced by others that are equal.

import type { Equation, Tape, Value } from "../tape.ts";

export type Substitution = (value: Value) => Value;

/** Sees an equation with its operands replaced and says what stands for each output: null keeps the equation. */
export type Visit = (equation: Equation, emit: (equation: Equation) => void) => readonly Value[] | null;

/** Rewrites the equations of this one tape; bodies of scans are the visitor's own matter. */
export function rewriteFlat(tape: Tape, visit: Visit): Tape {
  const replaced = new Map<Value, Value>();
  const current: Substitution = (value) => replaced.get(value) ?? value;
  const equations: Equation[] = [];
  for (const original of tape.equations) {
    const equation = { ...original, inputs: original.inputs.map(current) } as Equation;
    const substitutes = visit(equation, (extra) => equations.push(extra));
    if (!substitutes) equations.push(equation);
    else for (const [index, output] of equation.outputs.entries()) replaced.set(output, substitutes[index]!);
  }
  return { ...tape, equations, outputs: tape.outputs.map(current) };
}

/** Rewrites a tape equation by equation, bodies of scans first. */
export function rewrite(tape: Tape, visitor: () => Visit): Tape {
  const visit = visitor();
  return rewriteFlat(tape, (moved, emit) => {
    if (moved.primitive !== "scan") return visit(moved, emit);
    const equation = { ...moved, params: { ...moved.params, body: rewrite(moved.params.body, visitor) } };
    const substitutes = visit(equation, emit);
    if (substitutes) return substitutes;
    emit(equation);
    return equation.outputs;
  });
}
