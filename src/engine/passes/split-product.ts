// A product with something joined as products with its parts: added where the joined axis is summed over, joined where it stays.

import type { TapeBuilder } from "../builder.ts";
import * as ops from "../ops.ts";
import { type Equation, type EquationOf, sizeOf, type Value } from "../tape.ts";
import { total } from "./sum-trees.ts";

export interface Joined {
  readonly parts: readonly Value[];
  readonly axis: number;
}

/** Letters of the operand at `place`, and of the other. */
const sides = ({ params: { left, right } }: EquationOf<"contract">, place: number) => (place === 0 ? [left, right] : [right, left]);

/** Whether an equation reads a value, to be joined along `axis`, only as a product that is better made of parts. */
export function readsParts(reader: Equation, value: Value, axis: number): boolean {
  if (reader.primitive !== "contract") return false;
  const [own] = sides(reader, reader.inputs.indexOf(value));
  const twice = reader.inputs[0] === reader.inputs[1];
  return !twice && (!reader.params.out.includes(own![axis]!) || sizeOf(reader.outputs[0]!.shape) < sizeOf(value.shape));
}

export function splitProduct(t: TapeBuilder, product: EquationOf<"contract">, place: 0 | 1, { parts, axis }: Joined): Value {
  const { params, inputs } = product;
  const [own, others] = sides(product, place) as [string, string];
  const letter = own[axis]!;
  const other = inputs[1 - place]!;
  let from = 0;
  const products = parts.map((part) => {
    const to = from + part.shape[axis]!;
    const shared = others.includes(letter) ? ops.sliceAxis(t, other, others.indexOf(letter), from, to) : other;
    from = to;
    return t.emitOne("contract", place === 0 ? [part, shared] : [shared, part], params);
  });
  return params.out.includes(letter) ? ops.concat(t, products, params.out.indexOf(letter)) : total(t, products);
}
