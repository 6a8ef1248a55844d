// Where numbers lie: buffers of one arena, and views of them.

import { type Shape, sizeOf } from "../../../tape.ts";

/** A stretch of the arena. Sizes and offsets in elements (f32). */
export class Buffer {
  /** Of the frame that it belongs to; given by the memory plan. */
  offset = -1;
  /** Numbers that it holds from the start, and nobody overwrites. */
  data: Float32Array | null = null;

  constructor(
    readonly frame: Frame,
    readonly size: number,
    /** Keeps its numbers between runs. */
    readonly lasting = false,
  ) {}
}

/** The values of one tape: of the whole, or of one scan's body. */
export class Frame {
  readonly buffers: Buffer[] = [];
  readonly items: Item[] = [];
  /** Space for all its buffers, and where it lies in the frame around it; given by the memory plan. */
  size = 0;
  space: Buffer | null = null;

  constructor(
    readonly parent: Frame | null,
    /** How many loop variables the functions of this frame take. */
    readonly variables: number,
  ) {}

  buffer(size: number, lasting = false): Buffer {
    const buffer = new Buffer(this, Math.max(size, 1), lasting);
    this.buffers.push(buffer);
    return buffer;
  }
}

/** A loop variable: whole numbers from 0 on. */
export interface Variable {
  readonly variable: number;
  /** The largest one. */
  readonly last: number;
}

/** A multiple of a loop variable, in elements. */
export interface Step extends Variable {
  readonly stride: number;
}

/** A view without its shape: element (i, j, …) lies at offset + Σ steps + i·strides[0] + j·strides[1] … */
export interface Location {
  readonly buffer: Buffer;
  readonly offset: number;
  readonly steps: readonly Step[];
  readonly strides: readonly number[];
}

export function rowMajor(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let distance = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = distance;
    distance *= shape[axis]!;
  }
  return strides;
}

export const whole = (buffer: Buffer, shape: Shape): Location => ({ buffer, offset: 0, steps: [], strides: rowMajor(shape) });

/** The same buffer from the same place on, with other distances between neighbours. */
export const at = (location: Location, strides: readonly number[]): Location => ({ ...location, strides });

/** True where the elements follow each other in row-major order. */
export function isContiguous({ strides }: Location, shape: Shape): boolean {
  const expected = rowMajor(shape);
  return shape.every((size, axis) => size === 1 || strides[axis] === expected[axis]);
}

/** A stack, seen at one step. */
export const atStep = ({ buffer, offset, steps, strides }: Location, variable: Variable): Location => ({
  buffer,
  offset,
  steps: strides[0] === 0 ? steps : [...steps, { ...variable, stride: strides[0]! }],
  strides: strides.slice(1),
});

/** The smallest number that the steps of a location can add up to, in elements; not above 0. */
export const lowestStep = ({ steps }: Location): number => steps.reduce((sum, { stride, last }) => sum + Math.min(0, stride * last), 0);

/** What a frame does, in order. */
export interface Item {
  readonly kind: "loop" | "product" | "scan" | "indexed";
  /** Buffers that it reads or writes. */
  readonly touched: () => Iterable<Buffer>;
}

export { type Shape, sizeOf };
