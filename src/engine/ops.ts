// The primitives as functions on a builder. VJP rules, lowerings and update rules are written with these.

import type { TapeBuilder } from "./builder.ts";
import { type Shape, sameShape, type Value } from "./tape.ts";

type T = TapeBuilder;

const none = {};

export const identity = (t: T, x: Value): Value => t.emitOne("identity", [x], none);
export const stopGradient = (t: T, x: Value): Value => t.emitOne("stopGradient", [x], none);
export const negate = (t: T, x: Value): Value => t.emitOne("negate", [x], none);
export const exp = (t: T, x: Value): Value => t.emitOne("exp", [x], none);
export const log = (t: T, x: Value): Value => t.emitOne("log", [x], none);
export const sqrt = (t: T, x: Value): Value => t.emitOne("sqrt", [x], none);
export const sin = (t: T, x: Value): Value => t.emitOne("sin", [x], none);
export const cos = (t: T, x: Value): Value => t.emitOne("cos", [x], none);
export const tanh = (t: T, x: Value): Value => t.emitOne("tanh", [x], none);
export const sigmoid = (t: T, x: Value): Value => t.emitOne("sigmoid", [x], none);
export const softplus = (t: T, x: Value): Value => t.emitOne("softplus", [x], none);
export const erf = (t: T, x: Value): Value => t.emitOne("erf", [x], none);
export const abs = (t: T, x: Value): Value => t.emitOne("abs", [x], none);
export const sign = (t: T, x: Value): Value => t.emitOne("sign", [x], none);

export const add = (t: T, a: Value, b: Value): Value => t.emitOne("add", [a, b], none);
export const subtract = (t: T, a: Value, b: Value): Value => t.emitOne("subtract", [a, b], none);
export const multiply = (t: T, a: Value, b: Value): Value => t.emitOne("multiply", [a, b], none);
export const divide = (t: T, a: Value, b: Value): Value => t.emitOne("divide", [a, b], none);
export const power = (t: T, a: Value, b: Value): Value => t.emitOne("power", [a, b], none);
export const maximum = (t: T, a: Value, b: Value): Value => t.emitOne("maximum", [a, b], none);
export const minimum = (t: T, a: Value, b: Value): Value => t.emitOne("minimum", [a, b], none);
/** 1 where a > b, else 0. */
export const greater = (t: T, a: Value, b: Value): Value => t.emitOne("greater", [a, b], none);
export const greaterEqual = (t: T, a: Value, b: Value): Value => t.emitOne("greaterEqual", [a, b], none);
export const equal = (t: T, a: Value, b: Value): Value => t.emitOne("equal", [a, b], none);
export const select = (t: T, condition: Value, then: Value, otherwise: Value): Value =>
  t.emitOne("select", [condition, then, otherwise], none);

export const constant = (t: T, shape: Shape, data: number | readonly number[]): Value => t.emitOne("constant", [], { shape, data });
/** One number, repeated over `shape`. */
export const scalar = (t: T, value: number, shape: Shape = []): Value => constant(t, shape, value);
export const zerosLike = (t: T, x: Value): Value => constant(t, x.shape, 0);

/** Input axis i becomes output axis `axes[i]`. */
export const broadcastAxes = (t: T, x: Value, shape: Shape, axes: readonly number[]): Value =>
  sameShape(x.shape, shape) ? x : t.emitOne("broadcast", [x], { shape, axes });
/** A scalar repeated over `shape`. */
export const broadcast = (t: T, x: Value, shape: Shape): Value => broadcastAxes(t, x, shape, []);
export const reshape = (t: T, x: Value, shape: Shape): Value => (sameShape(x.shape, shape) ? x : t.emitOne("reshape", [x], { shape }));
export const transpose = (t: T, x: Value, permutation: readonly number[]): Value => t.emitOne("transpose", [x], { permutation });
export const slice = (t: T, x: Value, starts: readonly number[], ends: readonly number[]): Value =>
  t.emitOne("slice", [x], { starts, ends });
/** Elements from..to of one axis. */
export const sliceAxis = (t: T, x: Value, axis: number, from: number, to: number): Value =>
  slice(
    t,
    x,
    x.shape.map((_, i) => (i === axis ? from : 0)),
    x.shape.map((size, i) => (i === axis ? to : size)),
  );
export const pad = (t: T, x: Value, before: readonly number[], after: readonly number[]): Value => t.emitOne("pad", [x], { before, after });
export const concat = (t: T, parts: readonly Value[], axis: number): Value =>
  parts.length === 1 ? parts[0]! : t.emitOne("concat", parts, { axis });
export const reverse = (t: T, x: Value, axis: number): Value => t.emitOne("reverse", [x], { axis });
/** Axis of N becomes [count, size], windows that begin every `stride` elements. */
export function windows(t: T, x: Value, axis: number, size: number, stride: number): Value {
  const extent = x.shape[axis]!;
  // side by side and nothing left over: the same numbers under another shape
  if (stride === size && extent % size === 0) return reshape(t, x, x.shape.toSpliced(axis, 1, extent / size, size));
  return t.emitOne("windows", [x], { axis, size, stride });
}
/** Axes [count, size] become one of `extent`; overlapping windows add up. */
export function overlapAdd(t: T, x: Value, axis: number, stride: number, extent: number): Value {
  const [count, size] = [x.shape[axis]!, x.shape[axis + 1]!];
  if (stride === size && extent === count * size) return reshape(t, x, x.shape.toSpliced(axis, 2, extent));
  return t.emitOne("overlapAdd", [x], { axis, stride, extent });
}
export const sum = (t: T, x: Value, axes: readonly number[]): Value => (axes.length === 0 ? x : t.emitOne("sum", [x], { axes }));
export const max = (t: T, x: Value, axes: readonly number[]): Value => (axes.length === 0 ? x : t.emitOne("max", [x], { axes }));
/** `contract(t, a, b, "bi,oi->bo")`: sum over the letters that the result does not name. */
export function contract(t: T, a: Value, b: Value, letters: string): Value {
  const [left = "", right = "", out = ""] = letters.split(/,|->/);
  return t.emitOne("contract", [a, b], { left, right, out });
}
export const gather = (t: T, x: Value, index: Value): Value => t.emitOne("gather", [x, index], none);
export const scatterAdd = (t: T, g: Value, index: Value, size: number): Value => t.emitOne("scatterAdd", [g, index], { size });
