// Derivative rules. A rule appends ordinary primitives to the tape and touches no numbers, so a gradient is a tape and can be
// differentiated again. g is the cotangent of the output y; one thunk an operand, called only where it is needed.

import type { TapeBuilder } from "./builder.ts";
import * as ops from "./ops.ts";
import type { PrimitiveName, PrimitiveParams, Shape, Value } from "./tape.ts";

export interface VjpContext<K extends PrimitiveName> {
  readonly t: TapeBuilder;
  readonly g: Value;
  readonly y: Value;
  /** Operands: x or a, then b, c. */
  readonly x: Value;
  readonly a: Value;
  readonly b: Value;
  readonly c: Value;
  readonly inputs: readonly Value[];
  readonly params: PrimitiveParams[K];
}

/** null says that the derivative is zero everywhere. */
export type Vjp<K extends PrimitiveName> = (context: VjpContext<K>) => readonly (() => Value | null)[];

const zero = () => null;
const number = (t: TapeBuilder, value: number, like: Value) => ops.scalar(t, value, like.shape);
const axesBut = (shape: Shape, axes: readonly number[]) => shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
const spread = (t: TapeBuilder, g: Value, shape: Shape, reduced: readonly number[]) =>
  ops.broadcastAxes(t, g, shape, axesBut(shape, reduced));

/** g where a wins, half of it on a tie. */
function winnerShare(t: TapeBuilder, g: Value, winner: Value, loser: Value): Value {
  const half = ops.multiply(t, ops.equal(t, winner, loser), number(t, 0.5, g));
  return ops.multiply(t, g, ops.add(t, ops.greater(t, winner, loser), half));
}

/** y x^(y-1), and 0 where the exponent is 0; 0^0 is kept from 0 · ∞, here and in the next derivative. */
function powerBase({ t, g, a, b }: VjpContext<"power">): Value {
  const none = number(t, 0, b);
  const zeroToZero = ops.multiply(t, ops.equal(t, a, none), ops.equal(t, b, none));
  const safe = ops.select(t, zeroToZero, number(t, 1, a), a);
  const slope = ops.multiply(t, b, ops.power(t, safe, ops.subtract(t, b, number(t, 1, b))));
  return ops.multiply(t, g, slope);
}

/** x^y log x, and 0 where x = 0 (as the limit for y > 0). */
function powerExponent({ t, g, y, a }: VjpContext<"power">): Value {
  const none = number(t, 0, a);
  const atZero = ops.equal(t, a, none);
  const safe = ops.select(t, atZero, number(t, 1, a), a);
  return ops.multiply(t, g, ops.select(t, atZero, none, ops.multiply(t, y, ops.log(t, safe))));
}

/** Split evenly among the elements that are largest. */
function maxShare({ t, g, y, x, params: { axes } }: VjpContext<"max">): Value {
  const largest = ops.equal(t, x, spread(t, y, x.shape, axes));
  const count = spread(t, ops.sum(t, largest, axes), x.shape, axes);
  return ops.multiply(t, spread(t, g, x.shape, axes), ops.divide(t, largest, count));
}

function concatPart({ t, g, inputs, params: { axis } }: VjpContext<"concat">, index: number): Value {
  const start = inputs.slice(0, index).reduce((size, part) => size + part.shape[axis]!, 0);
  return ops.sliceAxis(t, g, axis, start, start + inputs[index]!.shape[axis]!);
}

const invert = (permutation: readonly number[]) => permutation.map((_, axis) => permutation.indexOf(axis));

/** `scan` is not here: its derivative needs the forward scan to keep residuals, see scan-grad.ts. */
export const vjps: { readonly [K in Exclude<PrimitiveName, "scan">]: Vjp<K> } = {
  identity: ({ g }) => [() => g],
  stopGradient: () => [zero],
  negate: ({ t, g }) => [() => ops.negate(t, g)],
  exp: ({ t, g, y }) => [() => ops.multiply(t, g, y)],
  log: ({ t, g, x }) => [() => ops.divide(t, g, x)],
  // 1 / (2 √x)
  sqrt: ({ t, g, y }) => [() => ops.divide(t, g, ops.multiply(t, number(t, 2, y), y))],
  sin: ({ t, g, x }) => [() => ops.multiply(t, g, ops.cos(t, x))],
  cos: ({ t, g, x }) => [() => ops.negate(t, ops.multiply(t, g, ops.sin(t, x)))],
  // 1 - tanh²
  tanh: ({ t, g, y }) => [() => ops.multiply(t, g, ops.subtract(t, number(t, 1, y), ops.multiply(t, y, y)))],
  // σ (1 - σ)
  sigmoid: ({ t, g, y }) => [() => ops.multiply(t, g, ops.multiply(t, y, ops.subtract(t, number(t, 1, y), y)))],
  softplus: ({ t, g, x }) => [() => ops.multiply(t, g, ops.sigmoid(t, x))],
  // 2/√π exp(-x²)
  erf: ({ t, g, x }) => [
    () => ops.multiply(t, g, ops.multiply(t, number(t, 2 / Math.sqrt(Math.PI), x), ops.exp(t, ops.negate(t, ops.multiply(t, x, x))))),
  ],
  abs: ({ t, g, x }) => [() => ops.multiply(t, g, ops.sign(t, x))],
  sign: () => [zero],

  add: ({ g }) => [() => g, () => g],
  subtract: ({ t, g }) => [() => g, () => ops.negate(t, g)],
  multiply: ({ t, g, a, b }) => [() => ops.multiply(t, g, b), () => ops.multiply(t, g, a)],
  divide: ({ t, g, y, b }) => [() => ops.divide(t, g, b), () => ops.negate(t, ops.divide(t, ops.multiply(t, g, y), b))],
  power: (context) => [() => powerBase(context), () => powerExponent(context)],
  maximum: ({ t, g, a, b }) => [() => winnerShare(t, g, a, b), () => winnerShare(t, g, b, a)],
  minimum: ({ t, g, a, b }) => [() => winnerShare(t, g, b, a), () => winnerShare(t, g, a, b)],
  greater: () => [zero, zero],
  greaterEqual: () => [zero, zero],
  equal: () => [zero, zero],
  select: ({ t, g, a }) => [zero, () => ops.select(t, a, g, ops.zerosLike(t, g)), () => ops.select(t, a, ops.zerosLike(t, g), g)],

  broadcast: ({ t, g, params }) => [() => ops.sum(t, g, axesBut(params.shape, params.axes))],
  reshape: ({ t, g, x }) => [() => ops.reshape(t, g, x.shape)],
  transpose: ({ t, g, params }) => [() => ops.transpose(t, g, invert(params.permutation))],
  slice: ({ t, g, x, params: { starts, ends } }) => [
    () =>
      ops.pad(
        t,
        g,
        starts,
        x.shape.map((size, axis) => size - ends[axis]!),
      ),
  ],
  pad: ({ t, g, y, params: { before, after } }) => [
    () =>
      ops.slice(
        t,
        g,
        before,
        y.shape.map((size, axis) => size - after[axis]!),
      ),
  ],
  concat: (context) => context.inputs.map((_, index) => () => concatPart(context, index)),
  reverse: ({ t, g, params }) => [() => ops.reverse(t, g, params.axis)],
  windows: ({ t, g, x, params: { axis, stride } }) => [() => ops.overlapAdd(t, g, axis, stride, x.shape[axis]!)],
  overlapAdd: ({ t, g, x, params: { axis, stride } }) => [() => ops.windows(t, g, axis, x.shape[axis + 1]!, stride)],

  sum: ({ t, g, x, params }) => [() => spread(t, g, x.shape, params.axes)],
  max: (context) => [() => maxShare(context)],
  // each letter stands in two of the three places, so exchanging the places gives the derivative
  contract: ({ t, g, a, b, params: { left, right, out } }) => [
    () => ops.contract(t, g, b, `${out},${right}->${left}`),
    () => ops.contract(t, a, g, `${left},${out}->${right}`),
  ],
  gather: ({ t, g, x, b }) => [() => ops.scatterAdd(t, g, b, x.shape[0]!), zero],
  scatterAdd: ({ t, g, b }) => [() => ops.gather(t, g, b), zero],
  constant: () => [],
};
