// The tape: equations in single-assignment form over typed values. Passes and executors read nothing else.

/** Sizes of the axes, outermost first; `[]` is a scalar. */
export type Shape = readonly number[];

/** Which place of the graph a value comes from. Inspector, error messages, exports and the printer read this one thing. */
export interface Origin {
  /** Path of the node, `cell.node`. */
  readonly path: string;
  /** Output port of that node. */
  readonly port: string;
  readonly direction: "forward" | "backward" | "update";
}

/**
 * Assigned once: as an input of its tape or by one equation. Compared by identity. Numbers are real; the executor that
 * runs the tape says whether they are f64 or f32.
 */
export interface Value {
  readonly shape: Shape;
  readonly origin: Origin | null;
  /** Name for the printer, where somebody gave one. */
  readonly name: string | null;
}

/** Parameters of primitives that have none. */
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
  readonly padding?: Padding;
}

/**
 * Of a scan over groups of examples whose sequences have lengths of their own: where its body would show that steps behind the last real one
 * of a group count for nothing. They may be left out; nobody has to.
 */
export interface Padding {
  /** An input of the body [steps, examples] that is 0 where a step is not real. */
  readonly mask: Value;
  /** Inputs of the body that have an axis of steps, and which. */
  readonly steps: ReadonlyMap<Value, number>;
}

export interface WindowsParams {
  readonly axis: number;
  readonly size: number;
  readonly stride: number;
}

/**
 * The closed list of primitive operations. Every table over it (shape rules, VJPs, kernels) is a mapped type, so a primitive
 * without its rule does not compile.
 */
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
  /** Axis of N becomes [count, size]: window i holds elements i·stride … i·stride + size - 1; what is left over at the end is in none. */
  windows: WindowsParams;
  /** Transpose of `windows`: axes [count, size] become one of `extent`, and where windows overlap, they add up. */
  overlapAdd: { readonly axis: number; readonly stride: number; readonly extent: number };
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

export interface EquationOf<K extends PrimitiveName> {
  readonly primitive: K;
  readonly inputs: readonly Value[];
  readonly params: PrimitiveParams[K];
  readonly outputs: readonly Value[];
}

export type Equation = { [K in PrimitiveName]: EquationOf<K> }[PrimitiveName];

/** Inputs and outputs are positional: a pass keeps their number and order. */
export interface Tape {
  readonly inputs: readonly Value[];
  readonly equations: readonly Equation[];
  readonly outputs: readonly Value[];
}

export const sizeOf = (shape: Shape): number => shape.reduce((product, size) => product * size, 1);

export const sameShape = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((size, axis) => size === b[axis]);

export const formatShape = (shape: Shape): string => `[${shape.join(",")}]`;
