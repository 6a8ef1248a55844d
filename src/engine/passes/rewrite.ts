// What the passes share: walking a tape while values are replaced by others that are equal.

import type { Equation, Tape, Value } from "../tape.ts";

/** Sees an equation with its operands replaced and says what stands for each output: null keeps the equation. */
export type Visit = (equation: Equation, emit: (equation: Equation) => void) => readonly Value[] | null;

const sameItems = <T>(a: readonly T[], b: readonly T[]): boolean => a.length === b.length && a.every((item, index) => item === b[index]);

/** The equation itself where none of its operands is replaced. */
function reading(equation: Equation, replaced: ReadonlyMap<Value, Value>): Equation {
  if (!equation.inputs.some((input) => replaced.has(input))) return equation;
  return { ...equation, inputs: equation.inputs.map((input) => replaced.get(input) ?? input) } as Equation;
}

/** Rewrites the equations of this one tape; bodies of scans are the visitor's own matter. Gives the tape itself where nothing changes. */
export function rewriteFlat(tape: Tape, visit: Visit): Tape {
  const replaced = new Map<Value, Value>();
  const equations: Equation[] = [];
  const emit = (extra: Equation) => {
    equations.push(extra);
  };
  for (const original of tape.equations) {
    const equation = reading(original, replaced);
    const substitutes = visit(equation, emit);
    if (!substitutes) equations.push(equation);
    equation.outputs.forEach((output, index) => {
      const substitute = substitutes?.[index] ?? output;
      if (substitute !== output) replaced.set(output, substitute);
    });
  }
  const outputs = tape.outputs.map((output) => replaced.get(output) ?? output);
  const same = sameItems(equations, tape.equations) && sameItems(outputs, tape.outputs);
  return same ? tape : { ...tape, equations, outputs };
}

/** Rewrites a tape equation by equation, bodies of scans first. Gives the tape itself where nothing changes. */
export function rewrite(tape: Tape, visitor: () => Visit): Tape {
  const visit = visitor();
  return rewriteFlat(tape, (moved, emit) => {
    if (moved.primitive !== "scan") return visit(moved, emit);
    const body = rewrite(moved.params.body, visitor);
    const equation = body === moved.params.body ? moved : { ...moved, params: { ...moved.params, body } };
    const substitutes = visit(equation, emit);
    if (substitutes) return substitutes;
    emit(equation);
    return equation.outputs;
  });
}
