// A sum of products of one pattern is one product of the joined operands, over a longer inner axis.

import type { TapeBuilder } from "../builder.ts";
import * as ops from "../ops.ts";
import type { Tape, Value } from "../tape.ts";
import { type Definitions, definitionsOf, readersOf } from "./dependence.ts";
import { canonical, groupsBy, innerLetter, type Product, shapeBut } from "./product-pattern.ts";
import { rewriteSums, type SumTree, sumTrees, total } from "./sum-trees.ts";

function keyOf({ params, inputs }: Product): string | null {
  const letter = innerLetter(params);
  if (letter === undefined) return null;
  const { left, right, out } = params;
  const [a, b] = inputs as readonly [Value, Value];
  return `${canonical(left, right, out)} ${shapeBut(a.shape, left.indexOf(letter))} ${shapeBut(b.shape, right.indexOf(letter))}`;
}

function joined(t: TapeBuilder, group: readonly Product[]): Value {
  const { params } = group[0]!;
  const letter = innerLetter(params)!;
  const operand = (place: 0 | 1, letters: string) =>
    ops.concat(
      t,
      group.map(({ inputs }) => inputs[place]!),
      letters.indexOf(letter),
    );
  return t.emitOne("contract", [operand(0, params.left), operand(1, params.right)], params);
}

/** Products of the sum that nothing else reads and that depend on a carry: the others leave the scan, and must not be held back. */
function productsOf({ terms }: SumTree, definitions: Definitions, isFree: (value: Value) => boolean): Product[] {
  return terms
    .map((term) => definitions.get(term))
    .filter((equation): equation is Product => equation?.primitive === "contract" && isFree(equation.outputs[0]!));
}

/** null where no sum has two products of one pattern. */
export function mergeSums(tape: Tape, recurrent: ReadonlySet<Value>): Tape | null {
  const definitions = definitionsOf(tape.equations);
  const readers = readersOf(tape.equations);
  const isFree = (value: Value) => recurrent.has(value) && readers.get(value)?.length === 1 && !tape.outputs.includes(value);
  return rewriteSums(
    tape,
    sumTrees(tape, () => false),
    (t, tree) => {
      const groups = groupsBy(productsOf(tree, definitions, isFree), keyOf);
      if (groups.length === 0) return null;
      const merged = new Set(groups.flat().map(({ outputs }) => outputs[0]!));
      const others = tree.terms.filter((term) => !merged.has(term));
      return total(t, [...others, ...groups.map((group) => joined(t, group))]);
    },
  );
}
