// A second meaning of the tape, written index by index and without looking at the executor: what the tests compare it with.

import type { PrimitiveName, PrimitiveParams } from "../../src/engine/tape.ts";
import { type Shape, sizeOf, type Tape, type Value } from "../../src/engine/tape.ts";

/** Numbers in row-major order. */
export interface Tensor {
  readonly shape: Shape;
  readonly data: readonly number[];
}

type Index = readonly number[];
type Meaning<K extends PrimitiveName> = (inputs: readonly Tensor[], params: PrimitiveParams[K], round: Round) => readonly Tensor[];
/** Rounds a result to the precision of the tape. */
export type Round = (x: number) => number;

export const exact: Round = (x) => x;
export const single: Round = Math.fround;

/** All indices of an array, in row-major order. */
export function indices(shape: Shape): Index[] {
  return shape.reduce<Index[]>((heads, size) => heads.flatMap((head) => Array.from({ length: size }, (_, i) => [...head, i])), [[]]);
}

const at = ({ shape, data }: Tensor, index: Index): number => data[index.reduce((place, i, axis) => place * shape[axis]! + i, 0)]!;
const tabulate = (shape: Shape, value: (index: Index) => number): Tensor => ({ shape, data: indices(shape).map(value) });
const total = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0);

const map =
  (f: (...operands: number[]) => number) =>
  (inputs: readonly Tensor[]): readonly Tensor[] => [tabulate(inputs[0]!.shape, (index) => f(...inputs.map((input) => at(input, index))))];

/** Simpson's rule over 2/√π exp(-t²). */
function integratedErf(x: number): number {
  const panels = 400;
  const h = x / panels;
  const height = (i: number) => Math.exp(-((i * h) ** 2));
  const middles = total(Array.from({ length: panels }, (_, i) => 4 * height(i + 0.5)));
  const joints = total(Array.from({ length: panels - 1 }, (_, i) => 2 * height(i + 1)));
  return ((2 / Math.sqrt(Math.PI)) * h * (height(0) + height(panels) + middles + joints)) / 6;
}

/** Reduces the elements that fall on one place of the result. */
function reduce({ shape, data }: Tensor, axes: readonly number[], fold: (numbers: readonly number[]) => number): readonly Tensor[] {
  const kept = shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const places = indices(shape);
  const result = tabulate(
    kept.map((axis) => shape[axis]!),
    (index) => fold(data.filter((_, place) => kept.every((axis, i) => places[place]![axis] === index[i]))),
  );
  return [result];
}

function contract([a, b]: readonly Tensor[], { left, right, out }: PrimitiveParams["contract"]): readonly Tensor[] {
  const sizes = new Map([
    ...[...left].map((letter, i) => [letter, a!.shape[i]!] as const),
    ...[...right].map((letter, i) => [letter, b!.shape[i]!] as const),
  ]);
  const letters = [...sizes.keys()];
  const inner = letters.filter((letter) => !out.includes(letter));
  const sizesOf = (names: readonly string[]) => names.map((letter) => sizes.get(letter)!);
  return [
    tabulate(sizesOf([...out]), (outer) => {
      const terms = indices(sizesOf(inner)).map((summed) => {
        const place = new Map([
          ...[...out].map((letter, i) => [letter, outer[i]!] as const),
          ...inner.map((letter, i) => [letter, summed[i]!] as const),
        ]);
        const look = (names: string) => [...names].map((letter) => place.get(letter)!);
        return at(a!, look(left)) * at(b!, look(right));
      });
      return total(terms);
    }),
  ];
}

function scatterAdd([g, index]: readonly Tensor[], { size }: PrimitiveParams["scatterAdd"]): readonly Tensor[] {
  const rank = index!.shape.length;
  return [
    tabulate([size, ...g!.shape.slice(1)], ([row, ...rest]) => {
      const terms = Array.from({ length: g!.shape[0]! }, (_, m) =>
        at(index!, [m, ...rest.slice(0, rank - 1)]) === row ? at(g!, [m, ...rest]) : 0,
      );
      return total(terms);
    }),
  ];
}

const stepOf = ({ shape, data }: Tensor, step: number): Tensor => {
  const inner = shape.slice(1);
  return { shape: inner, data: data.slice(step * sizeOf(inner), (step + 1) * sizeOf(inner)) };
};

function scan(inputs: readonly Tensor[], params: PrimitiveParams["scan"], round: Round): readonly Tensor[] {
  const { body, length, reverse, constants, carries } = params;
  const steps = Array.from({ length }, (_, i) => (reverse ? length - 1 - i : i));
  let carried = inputs.slice(constants, constants + carries);
  const results: (readonly Tensor[])[] = [];
  for (const step of steps) {
    const slices = inputs.slice(constants + carries).map((stack) => stepOf(stack, step));
    const outputs = interpret(body, [...inputs.slice(0, constants), ...carried, ...slices], round);
    carried = outputs.slice(0, carries);
    results[step] = outputs.slice(carries);
  }
  const stacks = body.outputs
    .slice(carries)
    .map(({ shape }, i) => ({ shape: [length, ...shape], data: results.flatMap((outputs) => outputs[i]!.data) }));
  return [...carried, ...stacks];
}

export const meanings: { readonly [K in PrimitiveName]: Meaning<K> } = {
  identity: map((x) => x),
  stopGradient: map((x) => x),
  negate: map((x) => 0 - x),
  exp: map((x) => Math.E ** x),
  log: map((x) => Math.log2(x) * Math.LN2),
  sqrt: map((x) => x ** 0.5),
  sin: map((x) => Math.cos(x - Math.PI / 2)),
  cos: map((x) => Math.sin(x + Math.PI / 2)),
  tanh: map((x) => 1 - 2 / (Math.exp(2 * x) + 1)),
  sigmoid: map((x) => 0.5 * (1 + Math.tanh(x / 2))),
  softplus: map((x) => Math.log(1 + Math.exp(x))),
  erf: map(integratedErf),
  abs: map((x) => (x < 0 ? -x : x)),
  sign: map((x) => Number(x > 0) - Number(x < 0)),
  add: map((a, b) => a + b),
  subtract: map((a, b) => a - b),
  multiply: map((a, b) => a * b),
  divide: map((a, b) => a / b),
  power: map((a, b) => (a > 0 ? Math.exp(b * Math.log(a)) : a ** b)),
  maximum: map((a, b) => (a > b ? a : b)),
  minimum: map((a, b) => (a < b ? a : b)),
  greater: map((a, b) => Number(a > b)),
  greaterEqual: map((a, b) => Number(!(a < b))),
  equal: map((a, b) => Number(!(a < b || a > b))),
  select: map((condition, then, otherwise) => (condition === 0 ? otherwise : then)),
  broadcast: ([x], { shape, axes }) => [
    tabulate(shape, (index) =>
      at(
        x!,
        axes.map((axis) => index[axis]!),
      ),
    ),
  ],
  reshape: ([x], { shape }) => [{ shape, data: x!.data }],
  transpose: ([x], { permutation }) => {
    const shape = permutation.map((axis) => x!.shape[axis]!);
    return [
      tabulate(shape, (index) =>
        at(
          x!,
          x!.shape.map((_, axis) => index[permutation.indexOf(axis)]!),
        ),
      ),
    ];
  },
  slice: ([x], { starts, ends }) => [
    tabulate(
      starts.map((start, axis) => ends[axis]! - start),
      (index) =>
        at(
          x!,
          index.map((i, axis) => i + starts[axis]!),
        ),
    ),
  ],
  pad: ([x], { before, after }) => [
    tabulate(
      x!.shape.map((size, axis) => size + before[axis]! + after[axis]!),
      (index) => {
        const inside = index.map((i, axis) => i - before[axis]!);
        return inside.every((i, axis) => i >= 0 && i < x!.shape[axis]!) ? at(x!, inside) : 0;
      },
    ),
  ],
  concat: (parts, { axis }) => {
    const owners = parts.flatMap((part) => Array.from({ length: part.shape[axis]! }, (_, i) => [part, i] as const));
    const shape = parts[0]!.shape.map((size, i) => (i === axis ? owners.length : size));
    return [
      tabulate(shape, (index) => {
        const [part, place] = owners[index[axis]!]!;
        return at(
          part,
          index.map((i, other) => (other === axis ? place : i)),
        );
      }),
    ];
  },
  reverse: ([x], { axis }) => [
    tabulate(x!.shape, (index) =>
      at(
        x!,
        index.map((i, other) => (other === axis ? x!.shape[axis]! - 1 - i : i)),
      ),
    ),
  ],
  windows: ([x], { axis, size, stride }) => {
    const count = Math.floor((x!.shape[axis]! - size) / stride) + 1;
    return [
      tabulate([...x!.shape.slice(0, axis), count, size, ...x!.shape.slice(axis + 1)], (index) => {
        const [window, place] = [index[axis]!, index[axis + 1]!];
        return at(x!, [...index.slice(0, axis), window * stride + place, ...index.slice(axis + 2)]);
      }),
    ];
  },
  overlapAdd: ([x], { axis, stride, extent }) => {
    const [count, size] = [x!.shape[axis]!, x!.shape[axis + 1]!];
    return [
      tabulate([...x!.shape.slice(0, axis), extent, ...x!.shape.slice(axis + 2)], (index) => {
        const covering = indices([count, size]).filter(([window, place]) => window! * stride + place! === index[axis]);
        return total(covering.map((window) => at(x!, [...index.slice(0, axis), ...window, ...index.slice(axis + 1)])));
      }),
    ];
  },
  sum: ([x], { axes }) => reduce(x!, axes, total),
  max: ([x], { axes }) => reduce(x!, axes, (numbers) => Math.max(...numbers)),
  contract,
  gather: ([x, index]) => [
    tabulate([index!.shape[0]!, ...x!.shape.slice(1)], ([m, ...rest]) =>
      at(x!, [at(index!, [m!, ...rest.slice(0, index!.shape.length - 1)]), ...rest]),
    ),
  ],
  scatterAdd,
  constant: (_, { shape, data }) => [{ shape, data: typeof data === "number" ? indices(shape).map(() => data) : data }],
  scan,
};

/** Runs a tape by the meanings above; every result is rounded once. */
export function interpret(tape: Tape, inputs: readonly Tensor[], round: Round = exact): readonly Tensor[] {
  const known = new Map<Value, Tensor>(tape.inputs.map((value, index) => [value, inputs[index]!]));
  for (const equation of tape.equations) {
    const operands = equation.inputs.map((value) => known.get(value)!);
    const results = (meanings[equation.primitive] as Meaning<PrimitiveName>)(operands, equation.params as never, round);
    equation.outputs.forEach((value, index) => {
      const { shape, data } = results[index]!;
      known.set(value, { shape, data: data.map(round) });
    });
  }
  return tape.outputs.map((value) => known.get(value)!);
}
