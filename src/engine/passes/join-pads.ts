// A sum of values that are padded to lie next to each other is their concatenation: what the gradient of several slices adds up to.

import type { TapeBuilder } from "../builder.ts";
import * as ops from "../ops.ts";
import type { EquationOf, Shape, Tape, Value } from "../tape.ts";
import { eliminateDeadCode } from "./dead-code.ts";
import { type Definitions, definitionsOf } from "./dependence.ts";
import { rewrite } from "./rewrite.ts";
import { rewriteSums, sumTrees, total } from "./sum-trees.ts";

/** A padded term: the block of places that it fills. */
interface Part {
  readonly term: Value;
  readonly inner: Value;
  readonly from: readonly number[];
}

function partOf(term: Value, definitions: Definitions): Part | null {
  const pad = definitions.get(term);
  if (pad?.primitive !== "pad") return null;
  const { inputs, params } = pad as EquationOf<"pad">;
  return { term, inner: inputs[0]!, from: params.before };
}

const endOf = ({ inner, from }: Part, axis: number): number => from[axis]! + inner.shape[axis]!;

/** Parts that fill the same places of an axis, for each such stretch; null where stretches overlap or leave something open. */
function stretches(parts: readonly Part[], axis: number, extent: number): readonly (readonly Part[])[] | null {
  const groups = new Map<string, Part[]>();
  for (const part of parts) {
    const key = `${part.from[axis]} ${endOf(part, axis)}`;
    groups.set(key, [...(groups.get(key) ?? []), part]);
  }
  const sorted = [...groups.values()].sort(([a], [b]) => a!.from[axis]! - b!.from[axis]!);
  const starts = [...sorted.map(([part]) => part!.from[axis]!), extent];
  const ends = [0, ...sorted.map(([part]) => endOf(part!, axis))];
  return starts.every((start, index) => start === ends[index]) ? sorted : null;
}

/** What the parts give together, if each place is filled just once; `axes` are those that are not settled yet. */
function assemble(t: TapeBuilder, parts: readonly Part[], shape: Shape, axes: readonly number[]): Value | null {
  const [axis, ...more] = axes;
  if (axis === undefined) return parts.length === 1 ? parts[0]!.inner : null;
  const groups = stretches(parts, axis, shape[axis]!);
  if (!groups) return null;
  const values = groups.map((group) => assemble(t, group, shape, more));
  return values.every((value) => value !== null) ? ops.concat(t, values, axis) : null;
}

function join(t: TapeBuilder, terms: readonly Value[], definitions: Definitions): Value | null {
  const parts = terms.flatMap((term) => partOf(term, definitions) ?? []);
  if (parts.length < 2) return null;
  const { shape } = terms[0]!;
  // neighbours along the first axes are furthest apart in memory, so these are joined last
  const whole = assemble(t, parts, shape, [...shape.keys()]);
  const rest = terms.filter((term) => !parts.some((part) => part.term === term));
  return whole && total(t, [...rest, whole]);
}

function joinIn(tape: Tape): Tape {
  const definitions = definitionsOf(tape.equations);
  const trees = sumTrees(tape, () => false);
  return rewriteSums(tape, trees, (t, { terms }) => join(t, terms, definitions)) ?? tape;
}

export function joinPads(tape: Tape): Tape {
  const inBodies = rewrite(tape, () => (equation, emit) => {
    if (equation.primitive !== "scan") return null;
    const body = joinIn(equation.params.body);
    if (body === equation.params.body) return null;
    emit({ ...equation, params: { ...equation.params, body } });
    return equation.outputs;
  });
  return eliminateDeadCode(joinIn(inBodies));
}
