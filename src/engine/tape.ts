// The tape: equations in single-assignment form over typed values. Passes and executors read nothing else.

import type { PrimitiveName, PrimitiveParams } from "./primitives.ts";

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
