// Random tapes for property tests. A recipe is a list of numbers; whatever they are, writing it gives a well-shaped tape whose values
// stay small: every value has a known bound, and what would pass it goes through tanh first.

import fc from "fast-check";
import { TapeBuilder } from "../../src/engine/builder.ts";
import * as ops from "../../src/engine/ops.ts";
import { type Shape, sameShape, sizeOf, type Tape, type Value } from "../../src/engine/tape.ts";

interface Move {
  readonly kind: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

interface ScanMove extends Move {
  readonly body: readonly Move[];
  readonly constants: number;
  readonly carries: number;
  readonly reverse: boolean;
}

export type Recipe = readonly (Move | ScanMove)[];

export interface RandomTapeOptions {
  /** Leaves out stopGradient and what jumps: what differences or another precision would not agree on. */
  readonly smooth: boolean;
}

interface Bounded {
  readonly value: Value;
  /** No element is larger. */
  readonly bound: number;
}

const widest = 10;
const largestSize = 40;

const inputShapes: readonly Shape[] = [[], [2], [3], [2, 3], [3, 2, 2]];
/** |x| of the numbers that the tape is to be fed with. */
export const inputBound = 2;

type Write = (w: Writer, move: Move) => Bounded | null;

class Writer {
  readonly pool: Bounded[] = [];

  constructor(readonly t: TapeBuilder) {}

  pick(choice: number, fits: (value: Value) => boolean = () => true): Bounded | null {
    const candidates = this.pool.filter(({ value }) => fits(value));
    // late values are read more often, so that tapes become deep
    const index = candidates.length - 1 - Math.floor(((choice % 97) / 97) ** 2 * candidates.length);
    return candidates[index] ?? null;
  }

  any = (choice: number): Bounded => this.pick(choice)!;

  mate = (x: Bounded, choice: number): Bounded => this.pick(choice, ({ shape }) => sameShape(shape, x.value.shape))!;

  limited(x: Bounded, bound: number): Bounded {
    return x.bound <= bound ? x : { value: ops.tanh(this.t, x.value), bound: 1 };
  }

  number = (value: number, like: Value): Value => ops.scalar(this.t, value, like.shape);

  /** x² + ½. */
  raised({ value, bound }: Bounded): Bounded {
    return { value: ops.add(this.t, ops.multiply(this.t, value, value), this.number(0.5, value)), bound: bound * bound + 0.5 };
  }

  add(result: Bounded | null): void {
    if (result && sizeOf(result.value.shape) > 0) this.pool.push(this.limited(result, widest));
  }
}

const unary =
  (op: (t: TapeBuilder, x: Value) => Value, bound: (b: number) => number, limit = widest): Write =>
  (w, { a }) => {
    const x = w.limited(w.any(a), limit);
    return { value: op(w.t, x.value), bound: bound(x.bound) };
  };

const binary =
  (op: (t: TapeBuilder, x: Value, y: Value) => Value, bound: (a: number, b: number) => number): Write =>
  (w, { a, b }) => {
    const x = w.any(a);
    const y = w.mate(x, b);
    return { value: op(w.t, x.value, y.value), bound: bound(x.bound, y.bound) };
  };

const same = (b: number) => b;
const larger = (a: number, b: number) => Math.max(a, b);
const one = () => 1;

/** An operation on one axis of a value that has one. */
const alongAxis =
  (write: (w: Writer, x: Bounded, axis: number, move: Move) => Bounded): Write =>
  (w, move) => {
    const x = w.pick(move.a, ({ shape }) => shape.length > 0);
    return x && write(w, x, move.b % x.value.shape.length, move);
  };

const whole = (shape: Shape) => shape.map(() => 0);
const at = (shape: Shape, axis: number, value: number, others: number) => shape.map((_, i) => (i === axis ? value : others));
const fits = (shape: Shape) => shape.length <= 3 && sizeOf(shape) <= largestSize;

const contract: Write = (w, { a, b, c }) => {
  const [x, y] = [w.any(a), w.any(b)];
  const left = "abc".slice(0, x.value.shape.length);
  const free = new Set(left);
  // a right axis takes the name of a left one of its size, where one is free and the number says so
  const right = y.value.shape
    .map((size, axis) => {
      const partner = [...free].find((letter) => x.value.shape[left.indexOf(letter)] === size);
      if (!partner || (c >> axis) % 2 === 1) return "xyz"[axis]!;
      free.delete(partner);
      return partner;
    })
    .join("");
  const shared = [...left].filter((letter) => right.includes(letter));
  const summed = shared.filter((_, i) => (c >> (i + 3)) % 2 === 0);
  const out = [...new Set(left + right)].filter((letter) => !summed.includes(letter));
  const size = (letter: string) => (left.includes(letter) ? x.value.shape[left.indexOf(letter)]! : y.value.shape[right.indexOf(letter)]!);
  if (!fits(out.map(size))) return null;
  const ordered = (c >> 6) % 2 === 0 ? out : out.reverse();
  const value = ops.contract(w.t, x.value, y.value, `${left},${right}->${ordered.join("")}`);
  return { value, bound: x.bound * y.bound * sizeOf(summed.map(size)) };
};

const reduction =
  (op: typeof ops.sum, bound: (b: number, count: number) => number): Write =>
  (w, { a, b }) => {
    const x = w.pick(a, ({ shape }) => shape.length > 0);
    if (!x) return null;
    const chosen = x.value.shape.map((_, axis) => axis).filter((axis) => (b >> axis) % 2 === 0);
    const axes = chosen.length > 0 ? chosen : [0];
    return { value: op(w.t, x.value, axes), bound: bound(x.bound, sizeOf(axes.map((axis) => x.value.shape[axis]!))) };
  };

const broadcast: Write = (w, { a, b, c }) => {
  const x = w.pick(a, ({ shape }) => shape.length < 3);
  if (!x) return null;
  const axis = b % (x.value.shape.length + 1);
  const shape = [...x.value.shape.slice(0, axis), 2 + (c % 2), ...x.value.shape.slice(axis)];
  if (!fits(shape)) return null;
  return {
    ...x,
    value: ops.broadcastAxes(
      w.t,
      x.value,
      shape,
      x.value.shape.map((_, i) => (i < axis ? i : i + 1)),
    ),
  };
};

const index = (w: Writer, rows: number, lead: Shape, size: number, choice: number): Value =>
  ops.constant(
    w.t,
    [rows, ...lead],
    Array.from({ length: rows * sizeOf(lead) }, (_, i) => (choice + i * i * 3 + i) % size),
  );

/** How many axes the index of a gather has: one, or two where the value has them. */
const leadOf = (shape: Shape, choice: number) => shape.slice(1, 1 + Math.min(shape.length - 1, choice % 2));

const smoothMoves: Readonly<Record<string, Write>> = {
  identity: unary(ops.identity, same),
  negate: unary(ops.negate, same),
  exp: unary(ops.exp, Math.exp, 2),
  sin: unary(ops.sin, one),
  cos: unary(ops.cos, one),
  tanh: unary(ops.tanh, one),
  sigmoid: unary(ops.sigmoid, one),
  softplus: unary(ops.softplus, (b) => b + 0.7),
  erf: unary(ops.erf, one),
  abs: unary(ops.abs, same),
  log: (w, { a }) => {
    const { value, bound } = w.raised(w.any(a));
    return { value: ops.log(w.t, value), bound: Math.max(0.7, Math.log(bound)) };
  },
  sqrt: (w, { a }) => {
    const { value, bound } = w.raised(w.any(a));
    return { value: ops.sqrt(w.t, value), bound: Math.sqrt(bound) };
  },
  add: binary(ops.add, (a, b) => a + b),
  subtract: binary(ops.subtract, (a, b) => a + b),
  multiply: binary(ops.multiply, (a, b) => a * b),
  divide: (w, { a, b }) => {
    const x = w.any(a);
    return { value: ops.divide(w.t, x.value, w.raised(w.mate(x, b)).value), bound: x.bound * 2 };
  },
  power: (w, { a, b }) => {
    const x = w.limited(w.any(a), 2);
    const y = w.limited(w.mate(x, b), 2);
    return { value: ops.power(w.t, w.raised(x).value, y.value), bound: 4.5 ** 2 };
  },
  maximum: binary(ops.maximum, larger),
  minimum: binary(ops.minimum, larger),
  broadcast,
  reshape: (w, { a, b }) => {
    const x = w.any(a);
    const size = sizeOf(x.value.shape);
    const rows = [1, 2, 3].filter((count) => size % count === 0);
    const row = rows[b % rows.length]!;
    return { ...x, value: ops.reshape(w.t, x.value, [row, size / row]) };
  },
  transpose: (w, { a, b }) => {
    const x = w.any(a);
    const rank = x.value.shape.length;
    return {
      ...x,
      value: ops.transpose(
        w.t,
        x.value,
        x.value.shape.map((_, axis) => (axis * (b % 2 === 0 ? 1 : rank - 1) + b) % Math.max(1, rank)),
      ),
    };
  },
  slice: alongAxis((w, x, axis, { c }) => {
    const size = x.value.shape[axis]!;
    const from = c % size;
    return { ...x, value: ops.sliceAxis(w.t, x.value, axis, from, from + 1 + ((c >> 4) % (size - from))) };
  }),
  pad: alongAxis((w, x, axis, { c }) => {
    const { shape } = x.value;
    if (!fits(at(shape, axis, shape[axis]! + 3, 1))) return x;
    return { ...x, value: ops.pad(w.t, x.value, at(shape, axis, c % 2, 0), at(whole(shape), axis, (c >> 1) % 2, 0)) };
  }),
  concat: alongAxis((w, x, axis, { c }) => {
    const y = w.mate(x, c);
    if (sizeOf(x.value.shape) * 2 > largestSize) return x;
    return { value: ops.concat(w.t, [x.value, y.value], axis), bound: larger(x.bound, y.bound) };
  }),
  reverse: alongAxis((w, x, axis) => ({ ...x, value: ops.reverse(w.t, x.value, axis) })),
  sum: reduction(ops.sum, (b, count) => b * count),
  max: reduction(ops.max, same),
  contract,
  gather: alongAxis((w, x, _, { b, c }) => {
    const { shape } = x.value;
    return { ...x, value: ops.gather(w.t, x.value, index(w, Math.min(3, shape[0]!), leadOf(shape, b), shape[0]!, c)) };
  }),
  scatterAdd: alongAxis((w, x, _, { b, c }) => {
    const { shape } = x.value;
    return { value: ops.scatterAdd(w.t, x.value, index(w, shape[0]!, leadOf(shape, b), 3, c), 3), bound: x.bound * shape[0]! };
  }),
  constant: (w, { a, b }) => {
    const shape = inputShapes[a % inputShapes.length]!;
    const filled = b % 4 === 0 ? (b % 3) - 1 : Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin(b + i));
    return { value: ops.constant(w.t, shape, filled), bound: 1 };
  },
};

const roughMoves: Readonly<Record<string, Write>> = {
  stopGradient: unary(ops.stopGradient, same),
  sign: unary(ops.sign, one),
  greater: binary(ops.greater, one),
  greaterEqual: binary(ops.greaterEqual, one),
  equal: binary(ops.equal, one),
  select: (w, { a, b, c }) => {
    const condition = w.any(a);
    const [then, otherwise] = [w.mate(condition, b), w.mate(condition, c)];
    const positive = ops.greater(w.t, condition.value, w.number(0, condition.value));
    return { value: ops.select(w.t, positive, then.value, otherwise.value), bound: larger(then.bound, otherwise.bound) };
  },
};

export const movesOf = ({ smooth }: RandomTapeOptions) => (smooth ? smoothMoves : { ...smoothMoves, ...roughMoves });

function writeMove(w: Writer, move: Move, options: RandomTapeOptions): void {
  const moves = Object.values(movesOf(options));
  w.add(moves[move.kind % moves.length]!(w, move));
}

/** Carries keep their bound from step to step: what would pass it goes through tanh. */
function writeScan(w: Writer, move: ScanMove, options: RandomTapeOptions): void {
  const stacked = w.pick(move.a, ({ shape }) => shape.length > 0)!;
  const length = stacked.value.shape[0]!;
  const slices = [stacked, w.pick(move.b, ({ shape }) => shape[0] === length)!].slice(0, 1 + (move.c % 2));
  const constants = Array.from({ length: move.constants }, (_, i) => w.any(move.b + 31 * i));
  const carries = Array.from({ length: move.carries }, (_, i) => w.any(move.c + 17 * i));

  const inner = new Writer(new TapeBuilder());
  const enter = ({ value, bound }: Bounded, shape = value.shape): Bounded => ({ value: inner.t.input(shape), bound });
  const carried = [
    ...constants.map((x) => enter(x)),
    ...carries.map((x) => enter({ ...x, bound: Math.max(1, x.bound) })),
    ...slices.map((x) => enter(x, x.value.shape.slice(1))),
  ];
  inner.pool.push(...carried);
  for (const step of move.body) writeMove(inner, step, options);
  const next = carries.map((_, i) => {
    const before = carried[constants.length + i]!;
    return inner.limited(inner.mate(before, move.a + 7 * i), before.bound);
  });
  const stacks = [move.a, move.b].map((choice) => inner.pick(choice, ({ shape }) => fits([length, ...shape]))).filter((x) => x !== null);
  const body = inner.t.finish([...next, ...stacks].map(({ value }) => value));
  const outputs = w.t.emit(
    "scan",
    [...constants, ...carries, ...slices].map(({ value }) => value),
    {
      body,
      length,
      reverse: move.reverse,
      constants: constants.length,
      carries: carries.length,
    },
  );
  const bounds = [...next, ...stacks].map(({ bound }, i) => Math.max(bound, carries[i]?.bound ?? 0));
  for (const [i, bound] of bounds.entries()) w.add({ value: outputs[i]!, bound });
}

/** A scalar to differentiate: the last values, waved and weighted. */
function writeLoss(w: Writer, values: readonly Value[]): Value {
  const terms = values.map((value, place) => {
    const weights = Array.from({ length: sizeOf(value.shape) }, (_, i) => Math.cos(1 + place + 2 * i));
    const weighted = ops.multiply(w.t, ops.sin(w.t, value), ops.constant(w.t, value.shape, weights));
    return ops.sum(
      w.t,
      weighted,
      value.shape.map((_, axis) => axis),
    );
  });
  return terms.reduce((a, b) => ops.add(w.t, a, b));
}

/** The first output is a scalar that reads the others. */
export function writeRecipe(recipe: Recipe, options: RandomTapeOptions): Tape {
  const t = new TapeBuilder();
  const w = new Writer(t);
  for (const shape of inputShapes) w.pool.push({ value: t.input(shape), bound: inputBound });
  for (const move of recipe) {
    if ("body" in move) writeScan(w, move, options);
    else writeMove(w, move, options);
  }
  const outputs = w.pool.slice(-4).map(({ value }) => value);
  return t.finish([writeLoss(w, outputs), ...outputs]);
}

const choice = fc.nat({ max: 9999 });
const move = { kind: choice, a: choice, b: choice, c: choice };
const scanMove = fc.record({
  ...move,
  body: fc.array(fc.record(move), { minLength: 1, maxLength: 8 }),
  constants: fc.nat({ max: 2 }),
  carries: fc.nat({ max: 2 }),
  reverse: fc.boolean(),
});

export const recipes: fc.Arbitrary<Recipe> = fc.array(
  fc.oneof({ weight: 5, arbitrary: fc.record(move) }, { weight: 1, arbitrary: scanMove }),
  {
    minLength: 2,
    maxLength: 16,
    size: "max",
  },
);
