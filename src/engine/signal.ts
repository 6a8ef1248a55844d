// A signal is a tape value that knows its leading axes: time, then batch, then features. Node types speak in signals,
// so that one rule serves a value per step or not, per example or not, inside a scan or outside.

import type { TapeBuilder } from "./builder.ts";
import type { Shape, Value } from "./tape.ts";

/** value.shape = [T if time][B if batch] followed by `shape`. */
export interface Signal {
  readonly value: Value;
  readonly time: boolean;
  readonly batch: boolean;
  /** Features only; `[]` a number, `[n]` a column. */
  readonly shape: Shape;
}

export type Axis = "features" | "time" | "batch" | "all";
export type Unary =
  | "identity"
  | "stopGradient"
  | "negate"
  | "exp"
  | "log"
  | "sqrt"
  | "sin"
  | "cos"
  | "tanh"
  | "sigmoid"
  | "softplus"
  | "erf"
  | "abs"
  | "sign";
export type Binary = "add" | "subtract" | "multiply" | "divide" | "power" | "maximum" | "minimum" | "greater" | "greaterEqual" | "equal";

/** Sizes of the leading axes where the lowering stands. Inside a scan's body there is no time axis. */
export interface Surroundings {
  /** T; null in a scan's body and where no sequence says it. */
  readonly steps: number | null;
  /** B; 1 where nothing has a batch axis. */
  readonly batch: number;
  /** 1 on real steps, 0 on padding, [T, B] (in a scan's body [B]); null where every step is real. */
  readonly mask: Signal | null;
  /** True while a scan's body is lowered. */
  readonly perStep: boolean;
  readonly mode: "train" | "infer";
}

/** The vocabulary of `lower`. Shapes are features; leading axes are aligned by the lowering itself. */
export interface Lowering extends Surroundings {
  readonly tape: TapeBuilder;
  number(value: number): Signal;
  /** `data` in row-major order, or one number that fills the shape. */
  constant(shape: Shape, data: number | readonly number[]): Signal;
  unary(kind: Unary, x: Signal): Signal;
  /** Features equal, or one side a number or one component (the notation's rule for elementwise operations). */
  binary(kind: Binary, a: Signal, b: Signal): Signal;
  /** `then` where condition is not 0; all three aligned as in `binary`. */
  select(condition: Signal, then: Signal, otherwise: Signal): Signal;
  /** The notation's `*`: matrix product where the inner sizes agree (columns [n] are [n,1]), else scaling by a number or one component. */
  product(a: Signal, b: Signal): Signal;
  /** One component repeated over `shape`, or the signal itself where it has that shape. */
  fill(x: Signal, shape: Shape): Signal;
  /** Adds leading axes that the signal does not have yet. */
  expand(x: Signal, time: boolean, batch: boolean): Signal;
  /** Along the first feature axis. */
  concat(parts: readonly Signal[]): Signal;
  /** Components from..to (0-based, end excluded) of the first feature axis. */
  slice(x: Signal, from: number, to: number): Signal;
  reshape(x: Signal, shape: Shape): Signal;
  /** Swaps the two feature axes; a column [n] becomes a row [1,n], a row [1,n] a column [n]. */
  transpose(x: Signal): Signal;
  /** Feature axes in another order: axis i of the result is axis `permutation[i]` of x. */
  permute(x: Signal, permutation: readonly number[]): Signal;
  /** Feature axis i of x becomes axis `axes[i]` (ascending) of `shape`; x repeats along the others. */
  broadcast(x: Signal, shape: Shape, axes: readonly number[]): Signal;
  /** Zeros before and after each feature axis. */
  pad(x: Signal, before: readonly number[], after: readonly number[]): Signal;
  /** A feature axis of N becomes [count, size]: windows that begin every `stride` elements and lie whole within N. */
  windows(x: Signal, axis: number, size: number, stride: number): Signal;
  /** One place on some feature axes, which go away: `at[axis]` is its index, null keeps the axis. */
  pick(x: Signal, at: readonly (number | null)[]): Signal;
  /** Sum over the letters that the result does not name, one lower-case letter a feature axis: `ckl,ockl->o`. */
  contract(a: Signal, b: Signal, letters: string): Signal;
  /** "features": all feature axes, giving one component [1]. "time", "batch": that axis alone. "all": everything, giving a number. Only real steps count. */
  sum(x: Signal, axis: Axis): Signal;
  mean(x: Signal, axis: Axis): Signal;
  max(x: Signal, axis: Axis): Signal;
  min(x: Signal, axis: Axis): Signal;
  /** Maximum over all features, one component. */
  maxFeatures(x: Signal): Signal;
  /** x with 0 on padded steps; `axis` is what it is reduced along later, the steps of each example where it is left out. */
  onlyReal(x: Signal, axis?: Axis): Signal;
  /** How many (step, example) positions are real in a signal with these axes, as a number per nothing. */
  countReal(x: Signal): Signal;
  /** The last real step, or the first one; without time axis. */
  lastStep(x: Signal): Signal;
  firstStep(x: Signal): Signal;
  /** Steps in opposite order, each example's real steps in place. */
  reverseTime(x: Signal): Signal;
  /** 1 on real steps, with the time and batch axes of x, one component [1] a position. */
  realSteps(x: Signal): Signal;
}
