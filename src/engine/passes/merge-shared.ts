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

/** A product of a value with itself is two members; one of them goes. */
const withoutTwins = (members: readonly Member[]): Member[] => [...new Map(members.map((member) => [member.product, member])).values()];

/** Joining is a copy; outside of a loop it must be the smaller part. */
const pays = (group: readonly Member[], inBody: boolean) =>
  inBody || group.reduce((size, { other }) => size + sizeOf(other.shape), 0) <= sizeOf(group[0]!.shared.shape);

/** Where a round of merging stands: what it moves, and to which equations' places. */
class Round {
  private readonly indices: ReadonlyMap<Equation, number>;
  private readonly readers: ReadonlyMap<Value, readonly Equation[]>;
  private readonly placeOf: (value: Value) => number;
  private readonly moved = new Set<Equation>();
  private readonly results = new Set<Value>();
  private readonly others = new Set<Value>();
  private readonly arriving = new Map<number, Equation[]>();

  constructor(
    private readonly tape: Tape,
    private readonly inBody: boolean,
  ) {
    this.indices = new Map(tape.equations.map((equation, index) => [equation, index]));
    this.readers = readersOf(tape.equations);
    this.placeOf = placesOf(tape.equations);
  }

  /** Index of the first equation that reads one of the results. */
  private firstReading(group: readonly Member[]): number {
    const reading = group.flatMap((member) => this.readers.get(resultOf(member)) ?? []);
    return reading.reduce((first, equation) => Math.min(first, this.indices.get(equation)!), this.tape.equations.length);
  }

  /** Nothing that this round moves may be what a product of this round joins: it could come too late. */
  private isApart(member: Member): boolean {
    return !this.moved.has(member.product) && !this.results.has(member.other) && !this.others.has(resultOf(member));
  }

  merge(candidates: readonly Member[]): void {
    const apart = withoutTwins(candidates).filter((member) => this.isApart(member));
    const results = new Set(apart.map(resultOf));
    const at = this.firstReading(apart);
    const group = apart.filter(({ other }) => this.placeOf(other) < at && !results.has(other));
    if (group.length < 2 || group[0]!.shared === group[0]!.other || !pays(group, this.inBody)) return;
    for (const member of group) {
      this.moved.add(member.product);
      this.results.add(resultOf(member));
      this.others.add(member.other);
    }
    this.arriving.set(at, [...(this.arriving.get(at) ?? []), ...written(group)]);
  }

  /** null where nothing was merged. */
  finish(): Tape | null {
    if (this.moved.size === 0) return null;
    const { equations } = this.tape;
    const kept = equations.flatMap((equation, index) => [
      ...(this.arriving.get(index) ?? []),
      ...(this.moved.has(equation) ? [] : [equation]),
    ]);
    return { ...this.tape, equations: [...kept, ...(this.arriving.get(equations.length) ?? [])] };
  }
}

/** null where no two products can be joined. What is joined may be joined with more in another round. */
export function mergeShared(tape: Tape, surroundings: Surroundings): Tape | null {
  const round = new Round(tape, surroundings.inBody);
  for (const candidates of groupsBy(allMembers(tape, surroundings), ({ key }) => key)) round.merge(candidates);
  return round.finish();
}
