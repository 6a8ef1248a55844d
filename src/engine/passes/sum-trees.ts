// Sums of several terms, however their additions are nested.

import { TapeBuilder } from "../builder.ts";
import * as ops from "../ops.ts";
import type { Equation, EquationOf, Tape, Value } from "../tape.ts";
import { definitionsOf, readersOf } from "./dependence.ts";
import { rewriteFlat } from "./rewrite.ts";

export interface SumTree {
  readonly root: EquationOf<"add">;
  readonly terms: readonly Value[];
}

/** @param whole values that stay one term, even where they are sums */
export function sumTrees({ equations, outputs }: Tape, whole: (value: Value) => boolean): SumTree[] {
  const definitions = definitionsOf(equations);
  const readers = readersOf(equations);
  const leaving = new Set(outputs);
  const isInside = (value: Value) => {
    const reading = readers.get(value);
    return definitions.get(value)?.primitive === "add" && reading?.length === 1 && !leaving.has(value) && !whole(value);
  };
  const termsOf = (value: Value): Value[] => (isInside(value) ? definitions.get(value)!.inputs.flatMap(termsOf) : [value]);
  return equations.flatMap((root) => {
    if (root.primitive !== "add") return [];
    const [output] = root.outputs as readonly [Value];
    const isTop = !isInside(output) || readers.get(output)![0]!.primitive !== "add";
    return isTop ? [{ root, terms: root.inputs.flatMap(termsOf) }] : [];
  });
}

export const total = (t: TapeBuilder, terms: readonly Value[]): Value => terms.reduce((a, b) => ops.add(t, a, b));

/** Writes some sums in another way; null where `write` says null to all of them. The root keeps its value. */
export function rewriteSums(tape: Tape, trees: readonly SumTree[], write: (t: TapeBuilder, tree: SumTree) => Value | null): Tape | null {
  const written = new Map<Value, Equation[]>();
  for (const tree of trees) {
    const t = new TapeBuilder();
    const output = tree.root.outputs[0]!;
    const sum = t.at(output.origin, () => write(t, tree));
    if (!sum) continue;
    const last = t.equations.pop()!;
    written.set(output, [...t.equations, { ...last, outputs: [output] }]);
  }
  if (written.size === 0) return null;
  return rewriteFlat(tape, (equation, emit) => {
    const instead = equation.outputs[0] && written.get(equation.outputs[0]);
    for (const one of instead ?? []) emit(one);
    return instead ? equation.outputs : null;
  });
}
