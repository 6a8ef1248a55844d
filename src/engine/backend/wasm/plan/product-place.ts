// The operands of a product as they lie, and where its result is to lie.

import type { ContractParams, EquationOf, Value } from "../../../tape.ts";
import { stridesInOrder } from "./axis-order.ts";
import type { FrameBuilder } from "./frame-builder.ts";
import { axesOf, type OperandOf } from "./letters.ts";
import { oriented, padded } from "./product-axes.ts";
import { type Location, sizeOf } from "./storage.ts";

/** Strides that go backwards are copied away. */
function forward(builder: FrameBuilder, value: Value): Location {
  const location = builder.located(value);
  return location.strides.some((stride) => stride < 0) ? builder.contiguous(value) : location;
}

export const operandsOf = (builder: FrameBuilder, { inputs }: EquationOf<"contract">): readonly [Location, Location] => [
  forward(builder, inputs[0]!),
  forward(builder, inputs[1]!),
];

export const seen = ({ limits }: FrameBuilder, value: Value, { strides }: Location): OperandOf => ({
  shape: value.shape,
  strides,
  limit: limits?.of(value) ?? null,
});

/** Where a product goes: in row-major order, or with the axes of one operand behind those of the other where that fills vectors better. */
export function placeOfProduct(builder: FrameBuilder, equation: EquationOf<"contract">, output: Value): Location {
  const { inputs, params } = equation;
  if (builder.wanted.has(output)) return builder.fresh(output);
  const [a, b] = operandsOf(builder, equation);
  const [left, right] = [seen(builder, inputs[0]!, a), seen(builder, inputs[1]!, b)];
  const plain = oriented(axesOf(params, left, right))!.axes;
  const last = params.out.at(-1)!;
  const others = [...params.out].filter(
    (letter) => params.left.includes(last) !== params.left.includes(letter) || isInBoth(letter, params),
  );
  const batch = others.filter((letter) => isInBoth(letter, params));
  const own = [...params.out].filter((letter) => !others.includes(letter));
  const order = [...batch, ...own, ...others.filter((letter) => !batch.includes(letter))].map((letter) => params.out.indexOf(letter));
  const c = stridesInOrder(output.shape, order);
  const turned = oriented(axesOf(params, left, right, { c }));
  if (!turned || padded(turned.axes) >= BETTER * padded(plain)) return builder.fresh(output);
  const place = { buffer: builder.frame.buffer(sizeOf(output.shape)), offset: 0, steps: [], strides: c };
  builder.show(output, place);
  return place;
}

/** What another order of the result has to save. */
const BETTER = 0.85;

const isInBoth = (letter: string, { left, right }: ContractParams): boolean => left.includes(letter) && right.includes(letter);
