// Products of one value with several others become one product with all of them joined, and slices of its result.

import { TapeBuilder } from "../builder.ts";
import * as ops from "../ops.ts";
import { type Equation, sizeOf, type Tape, type Value } from "../tape.ts";
import { readersOf } from "./dependence.ts";
import { canonical, groupsBy, type Product, placesOf, shapeBut } from "./product-pattern.ts";

/** A product seen from the operand that it shares. */
interface Member {
  readonly product: Product;
  readonly shared: Value;
  readonly other: Value;
  /** Axes of `other` and of the result along which results are joined. */
  readonly axis: number;
  readonly outAxis: number;
  readonly key: string;
}

/** What is joined must want the same: products of one kind stay in the loop together, or leave it together. */
export interface Surroundings {
  readonly inBody: boolean;
  /** Equal for values that may be joined. */
  readonly kindOf: (value: Value) => string;
}

type Naming = Surroundings & { readonly numberOf: (value: Value) => number };

function memberOf(product: Product, place: 0 | 1, { numberOf, kindOf }: Naming): Member | null {
  const { left, right, out } = product.params;
  const [shared, other] = place === 0 ? [left, right] : [right, left];
  const letter = [...other].find((name) => out.includes(name) && !shared.includes(name));
  if (letter === undefined) return null;
  const [value, operand] = [product.inputs[place]!, product.inputs[1 - place]!];
  const axis = other.indexOf(letter);
  const kinds = `${kindOf(operand)} ${kindOf(product.outputs[0]!)}`;
  const key = `${numberOf(value)} ${canonical(shared, other, out)} ${shapeBut(operand.shape, axis)} ${kinds}`;
  return { product, shared: value, other: operand, axis, outAxis: out.indexOf(letter), key };
}

function allMembers(tape: Tape, surroundings: Surroundings): Member[] {
  const numbers = new Map<Value, number>();
  const numberOf = (value: Value) => numbers.get(value) ?? numbers.set(value, numbers.size).size - 1;
  const naming = { ...surroundings, numberOf };
  return tape.equations
    .filter((equation): equation is Product => equation.primitive === "contract")
    .flatMap((product) => [memberOf(product, 0, naming), memberOf(product, 1, naming)])
    .filter((member) => member !== null);
}

const resultOf = ({ product }: Member) => product.outputs[0]!;

/** Index of the first equation that reads one of the results. */
function firstReading({ equations }: Tape, group: readonly Member[]): number {
  const readers = readersOf(equations);
  const reading = new Set(group.flatMap((member) => readers.get(resultOf(member)) ?? []));
  const index = equations.findIndex((equation) => reading.has(equation));
  return index < 0 ? equations.length : index;
}

/** The joined product, and each result as a slice of it. */
function written([first, ...rest]: readonly Member[]): Equation[] {
  const t = new TapeBuilder();
  const { product, shared, axis, outAxis } = first!;
  const members = [first!, ...rest];
  const joined = t.at(resultOf(first!).origin, () => {
    const others = ops.concat(
      t,
      members.map(({ other }) => other),
      axis,
    );
    return t.emitOne("contract", product.inputs[0] === shared ? [shared, others] : [others, shared], product.params);
  });
  let from = 0;
  for (const member of members) {
    const to = from + member.other.shape[axis]!;
    ops.sliceAxis(t, joined, outAxis, from, to);
    const slice = t.equations.pop()!;
    t.equations.push({ ...slice, outputs: [resultOf(member)] });
    from = to;
  }
  return t.equations;
}

/** Joining is a copy; outside of a loop it must be the smaller part. */
const pays = (group: readonly Member[], inBody: boolean) =>
  inBody || group.reduce((size, { other }) => size + sizeOf(other.shape), 0) <= sizeOf(group[0]!.shared.shape);

/** null where no two products can be joined. */
export function mergeShared(tape: Tape, surroundings: Surroundings): Tape | null {
  const { equations } = tape;
  const placeOf = placesOf(equations);
  for (const candidates of groupsBy(allMembers(tape, surroundings), ({ key }) => key)) {
    const at = firstReading(tape, candidates);
    const group = candidates.filter(({ other }) => placeOf(other) < at);
    if (group.length < 2 || group[0]!.shared === group[0]!.other || !pays(group, surroundings.inBody)) continue;
    const products = new Set<Equation>(group.map(({ product }) => product));
    const outside = (equation: Equation) => !products.has(equation);
    const [before, behind] = [equations.slice(0, at).filter(outside), equations.slice(at).filter(outside)];
    return { ...tape, equations: [...before, ...written(group), ...behind] };
  }
  return null;
}
