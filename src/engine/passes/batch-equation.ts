// An equation of a scan's body done for all steps at once: a leading axis of time on the operands that have one, and on the result.

import type { TapeBuilder } from "../builder.ts";
import * as ops from "../ops.ts";
import type { ContractParams, EquationOf, PrimitiveName, PrimitiveParams, Shape, Value } from "../tape.ts";
import { kindOf, type NamesOf } from "./kinds.ts";

export interface Operand {
  readonly value: Value;
  /** The first axis is time; else the value is the same at every step. */
  readonly stacked: boolean;
  /** The number that fills a literal. */
  readonly fill?: number;
  /** What it repeats, where it is a broadcast. */
  readonly repeats?: { readonly value: Value; readonly axes: readonly number[] };
}

type Batchable = Exclude<PrimitiveName, "scan" | "constant">;

interface Context<K extends PrimitiveName> {
  readonly t: TapeBuilder;
  readonly operands: readonly Operand[];
  readonly length: number;
  readonly params: PrimitiveParams[K];
  /** Of the result, in one step. */
  readonly shape: Shape;
}

type Rule<K extends PrimitiveName> = (context: Context<K>) => Value;

const behindTime = (axes: readonly number[]) => axes.map((axis) => axis + 1);

/** With an axis of time, whatever it takes. */
export function overSteps(t: TapeBuilder, { value, stacked, fill, repeats }: Operand, length: number): Value {
  if (stacked) return value;
  const shape = [length, ...value.shape];
  if (fill !== undefined) return ops.scalar(t, fill, shape);
  const source = repeats ?? { value, axes: [...value.shape.keys()] };
  return ops.broadcastAxes(t, source.value, shape, behindTime(source.axes));
}

const all = ({ t, operands, length }: Pick<Context<PrimitiveName>, "t" | "operands" | "length">): Value[] =>
  operands.map((operand) => overSteps(t, operand, length));

const letters = "TSRQPONMLKJIHGFEDCBAZYXWVUtsrqponmlkjihgfedcbazyxwvu";

/** A letter that the product does not use yet. */
export const timeLetter = ({ left, right, out }: ContractParams): string =>
  [...letters].find((letter) => !(left + right + out).includes(letter))!;

function contract({ t, operands, params }: Context<"contract">): Value {
  const [a, b] = operands as readonly [Operand, Operand];
  const time = timeLetter(params);
  const named = ({ stacked }: Operand, axes: string) => (stacked ? time + axes : axes);
  return ops.contract(t, a.value, b.value, `${named(a, params.left)},${named(b, params.right)}->${time}${params.out}`);
}

/** Time and the axis after it change places. */
const exchanged = (t: TapeBuilder, x: Value) => ops.transpose(t, x, [1, 0, ...behindTime([...x.shape.keys()].slice(1, -1))]);

/** Row numbers of all steps in one list, where the table is the same at every step. */
function gatherRows({ t, operands, shape, length }: Context<"gather">): Value {
  const [table, index] = operands as readonly [Operand, Operand];
  const rows = ops.gather(t, table.value, ops.reshape(t, index.value, [length * shape[0]!]));
  return ops.reshape(t, rows, [length, ...shape]);
}

function gather(context: Context<"gather">): Value {
  const { t, operands } = context;
  const [table, index] = operands as readonly [Operand, Operand];
  if (!table.stacked && index.value.shape.length === 2) return gatherRows(context);
  const [x, rows] = all(context) as [Value, Value];
  return exchanged(t, ops.gather(t, exchanged(t, x), exchanged(t, rows)));
}

function scatterAdd(context: Context<"scatterAdd">): Value {
  const { t, params } = context;
  const [g, rows] = all(context) as [Value, Value];
  return exchanged(t, ops.scatterAdd(t, exchanged(t, g), exchanged(t, rows), params.size));
}

const rules: { readonly [K in Exclude<Batchable, NamesOf<"elementwise">>]: Rule<K> } = {
  broadcast: ({ t, operands: [x], length, params: { shape, axes } }) =>
    ops.broadcastAxes(t, x!.value, [length, ...shape], [0, ...behindTime(axes)]),
  reshape: ({ t, operands: [x], length, params: { shape } }) => ops.reshape(t, x!.value, [length, ...shape]),
  transpose: ({ t, operands: [x], params: { permutation } }) => ops.transpose(t, x!.value, [0, ...behindTime(permutation)]),
  slice: ({ t, operands: [x], length, params: { starts, ends } }) => ops.slice(t, x!.value, [0, ...starts], [length, ...ends]),
  pad: ({ t, operands: [x], params: { before, after } }) => ops.pad(t, x!.value, [0, ...before], [0, ...after]),
  reverse: ({ t, operands: [x], params: { axis } }) => ops.reverse(t, x!.value, axis + 1),
  windows: ({ t, operands: [x], params: { axis, size, stride } }) => ops.windows(t, x!.value, axis + 1, size, stride),
  overlapAdd: ({ t, operands: [x], params: { axis, stride, extent } }) => ops.overlapAdd(t, x!.value, axis + 1, stride, extent),
  concat: (context) => ops.concat(context.t, all(context), context.params.axis + 1),
  sum: ({ t, operands: [x], params: { axes } }) => ops.sum(t, x!.value, behindTime(axes)),
  max: ({ t, operands: [x], params: { axes } }) => ops.max(t, x!.value, behindTime(axes)),
  contract,
  gather,
  scatterAdd,
};

const isElementwise = (primitive: Batchable): primitive is NamesOf<"elementwise"> => kindOf(primitive) === "elementwise";

/** Emits `equation` for all steps. At least one operand is stacked. */
export function batchEquation<K extends Batchable>(
  t: TapeBuilder,
  { primitive, params, outputs }: EquationOf<K>,
  operands: readonly Operand[],
  length: number,
): Value {
  const context = { t, operands, length, params, shape: outputs[0]!.shape };
  if (isElementwise(primitive)) return t.emitOne(primitive, all(context), {});
  return (rules[primitive as keyof typeof rules] as Rule<K>)(context);
}
