// A sum of values that are padded to lie next to each other is their concatenation: what the gradient of several slices adds up to.

import type { TapeBuilder } from "../builder.ts";
import * as ops from "../ops.ts";
import type { EquationOf, Tape, Value } from "../tape.ts";
import { eliminateDeadCode } from "./dead-code.ts";
import { type Definitions, definitionsOf } from "./dependence.ts";
import { rewrite } from "./rewrite.ts";
import { rewriteSums, sumTrees, total } from "./sum-trees.ts";

/** A padded term: its place along the one axis that it is padded along. */
interface Part {
  readonly term: Value;
  readonly inner: Value;
  readonly axis: number;
  readonly from: number;
  readonly to: number;
}

function partOf(term: Value, definitions: Definitions): Part | null {
  const pad = definitions.get(term);
  if (pad?.primitive !== "pad") return null;
  const { inputs, params } = pad as EquationOf<"pad">;
  const [inner] = inputs as readonly [Value];
  const padded = inner.shape.flatMap((_, axis) => (params.before[axis]! + params.after[axis]! > 0 ? [axis] : []));
  if (padded.length !== 1) return null;
  const axis = padded[0]!;
  const from = params.before[axis]!;
  return { term, inner, axis, from, to: from + inner.shape[axis]! };
}

/** The parts along `axis` one after the other, from the first place to the last; null where they overlap or leave something open. */
function inOrder(parts: readonly Part[], extent: number): readonly Part[] | null {
  const sorted = [...parts].sort((a, b) => a.from - b.from);
  const starts = [...sorted.map(({ from }) => from), extent];
  const ends = [0, ...sorted.map(({ to }) => to)];
  return starts.every((start, index) => start === ends[index]) ? sorted : null;
}

function join(t: TapeBuilder, terms: readonly Value[], definitions: Definitions): Value | null {
  const parts = terms.flatMap((term) => partOf(term, definitions) ?? []);
  for (const axis of new Set(parts.map((part) => part.axis))) {
    const along = parts.filter((part) => part.axis === axis);
    const sorted = along.length > 1 ? inOrder(along, terms[0]!.shape[axis]!) : null;
    if (!sorted) continue;
    const whole = ops.concat(
      t,
      sorted.map(({ inner }) => inner),
      axis,
    );
    const rest = terms.filter((term) => !along.some((part) => part.term === term));
    return total(t, [...rest, whole]);
  }
  return null;
}

function joinIn(tape: Tape): Tape {
  const definitions = definitionsOf(tape.equations);
  const trees = sumTrees(tape, () => false);
  return rewriteSums(tape, trees, (t, { terms }) => join(t, terms, definitions)) ?? tape;
}

export function joinPads(tape: Tape): Tape {
  const inBodies = rewrite(tape, () => (equation, emit) => {
    if (equation.primitive !== "scan") return null;
    emit({ ...equation, params: { ...equation.params, body: joinIn(equation.params.body) } });
    return equation.outputs;
  });
  return eliminateDeadCode(joinIn(inBodies));
}
