// Who defines a value, who reads it, and what depends on what: questions that the passes on scans ask of a list of equations.

import type { Equation, Value } from "../tape.ts";

export type Definitions = ReadonlyMap<Value, Equation>;

export const definitionsOf = (equations: readonly Equation[]): Map<Value, Equation> =>
  new Map(equations.flatMap((equation) => equation.outputs.map((output) => [output, equation] as const)));

/** The equations that read each value, one entry a reading. */
export function readersOf(equations: readonly Equation[]): Map<Value, Equation[]> {
  const readers = new Map<Value, Equation[]>();
  for (const equation of equations) {
    for (const input of equation.inputs) {
      const known = readers.get(input);
      if (known) known.push(equation);
      else readers.set(input, [equation]);
    }
  }
  return readers;
}

/** `sources` and all that is computed from them. */
export function dependents(equations: readonly Equation[], sources: Iterable<Value>): Set<Value> {
  const reached = new Set(sources);
  for (const equation of equations) {
    if (equation.inputs.some((input) => reached.has(input))) for (const output of equation.outputs) reached.add(output);
  }
  return reached;
}

/** `targets` and all that they are computed from. */
export function ancestors(equations: readonly Equation[], targets: Iterable<Value>): Set<Value> {
  const reached = new Set(targets);
  for (const equation of [...equations].reverse()) {
    if (equation.outputs.some((output) => reached.has(output))) for (const input of equation.inputs) reached.add(input);
  }
  return reached;
}
