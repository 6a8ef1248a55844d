// The closed list of primitive operations. Every table over it (shape rules, VJPs, kernels) is a mapped type,
// so a primitive without its rule does not compile.

import type { Shape, Tape } from "./tape.ts";

type None = Record<never, never>;

/** One letter an axis. Every letter stands in at least two of left, right, out, so each VJP is a contraction again. */
export interface ContractParams {
  readonly left: string;
  readonly right: string;
  readonly out: string;
}

export interface ScanParams {
  /** Inputs: constants, carries, slices of the stacked inputs. Outputs: new carries, slices of the stacked outputs. */
  readonly body: Tape;
  readonly length: number;
  /** Runs from the last step to the first; stacks keep their order in time. */
  readonly reverse: boolean;
  readonly constants: number;
  readonly carries: number;
}

export interface PrimitiveParams {
  // elementwise, one operand
  identity: None;
  stopGradient: None;
  negate: None;
  exp: None;
  log: None;
  sqrt: None;
  sin: None;
  cos: None;
  tanh: None;
  sigmoid: None;
  softplus: None;
  erf: None;
  abs: None;
  sign: None;
  // elementwise, equal shapes
  add: None;
  subtract: None;
  multiply: None;
  divide: None;
  power: None;
  maximum: None;
  minimum: None;
  greater: None;
  greaterEqual: None;
  equal: None;
  /** (condition, then, otherwise): `then` where condition is not 0. */
  select: None;
  // axes
  /** Input axis i becomes output axis `axes[i]`; the other output axes repeat. */
  broadcast: { readonly shape: Shape; readonly axes: readonly number[] };
  reshape: { readonly shape: Shape };
  transpose: { readonly permutation: readonly number[] };
  /** Elements `starts[i] <= index < ends[i]` of each axis. */
  slice: { readonly starts: readonly number[]; readonly ends: readonly number[] };
  /** Zeros before and after, per axis. */
  pad: { readonly before: readonly number[]; readonly after: readonly number[] };
  concat: { readonly axis: number };
  reverse: { readonly axis: number };
  // reductions; the axes go away
  sum: { readonly axes: readonly number[] };
  max: { readonly axes: readonly number[] };
  contract: ContractParams;
  /** x [N, ...lead, ...rest], index [M, ...lead] of whole numbers: out[m, lead, rest] = x[index[m, lead], lead, rest]. */
  gather: None;
  /** g [M, ...lead, ...rest], index [M, ...lead]: out [size, ...lead, ...rest] with what falls on one place added up. */
  scatterAdd: { readonly size: number };
  /** One number fills the shape, or `data` in row-major order. */
  constant: { readonly shape: Shape; readonly data: number | readonly number[] };
  scan: ScanParams;
}

export type PrimitiveName = keyof PrimitiveParams;
