// The memory that a loop reads and writes: its axes joined where all accesses agree, and one moving offset for accesses that go alike.

import type { Code } from "../emit/code.ts";
import { axisOrder } from "../plan/axis-order.ts";
import type { Instruction, LoopItem, Operand, Reduction } from "../plan/items.ts";
import { type Location, lowestStep } from "../plan/storage.ts";
import { fixedAddress, type Layout, pushMoving, WIDTH } from "./function-writer.ts";

/** Strides along the joined axes. */
export interface Access {
  readonly location: Location;
  readonly strides: readonly number[];
  /** Bytes; to be added to the offset of its course. */
  readonly fixed: number;
  readonly course: Course;
}

/** An offset that moves with the loops, shared by all accesses with the same steps and strides. */
export interface Course {
  readonly location: Location;
  readonly strides: readonly number[];
  /** Added so that the offset is never negative, in bytes. */
  readonly shift: number;
  /** The local that holds it, once the writer has one. */
  local: number;
}

function locationsOf({ instructions, reductions }: LoopItem): Location[] {
  const read = ({ operands }: Instruction) => operands.flatMap((operand) => (operand.kind === "memory" ? [operand.location] : []));
  const stored = ({ stored: place }: Instruction) => (place ? [place] : []);
  const reduced = ({ operand, into }: Reduction) => (operand.kind === "memory" ? [operand.location, into] : [into]);
  return [...instructions.flatMap((instruction) => [...read(instruction), ...stored(instruction)]), ...reductions.flatMap(reduced)];
}

/** The axis with a limit comes first, as the number of its turns is not known; the others as is best for them. */
function orderOf({ axes, limit }: LoopItem, strides: readonly (readonly number[])[]): readonly number[] {
  if (!limit) return axisOrder(axes, strides);
  const rest = [...axes.keys()].filter((axis) => axis !== limit.axis);
  const inner = axisOrder(
    rest.map((axis) => axes[axis]!),
    strides.map((each) => rest.map((axis) => each[axis]!)),
  );
  return [limit.axis, ...inner.map((index) => rest[index]!)];
}

/**
 * Groups of neighbouring axes that are one for every location; each is given by its first and last axis.
 * @param alone axes in front that join nothing
 */
function groups(axes: readonly number[], strides: readonly (readonly number[])[], alone: number): (readonly [number, number])[] {
  const result: [number, number][] = [];
  for (let axis = 0; axis < axes.length; axis++) {
    const last = result.at(-1);
    const joins = axis > alone && last && strides.every((each) => each[axis - 1] === each[axis]! * axes[axis]!);
    if (joins) last[1] = axis;
    else result.push([axis, axis]);
  }
  return result;
}

const BLOCK = { least: 128, most: 1024 };

/** A long sum in blocks, so that rounding errors stay small; 0 where no block fits. */
function blockOf(size: number): number {
  if (size <= 2 * BLOCK.most) return 0;
  for (let block = BLOCK.most; block >= BLOCK.least; block -= 4) if (size % block === 0) return block;
  return 0;
}

export class Accesses {
  readonly axes: readonly number[];
  readonly courses: Course[] = [];
  private readonly joins: (readonly [number, number])[];
  private readonly block: number;
  /** The loop's axes from the outermost to the innermost. */
  private readonly order: readonly number[];

  constructor(
    private readonly layout: Layout,
    loop: LoopItem,
  ) {
    const strides = locationsOf(loop).map((location) => location.strides);
    this.order = orderOf(loop, strides);
    const axes = this.ordered(loop.axes);
    this.joins = groups(
      axes,
      strides.map((each) => this.ordered(each)),
      loop.limit ? 1 : 0,
    );
    const joined = this.joins.map(([from, to]) => axes.slice(from, to + 1).reduce((size, axis) => size * axis, 1));
    this.block = joined.length === 1 && loop.reductions.length > 0 ? blockOf(joined[0]!) : 0;
    this.axes = this.block > 0 ? [joined[0]! / this.block, this.block] : joined;
  }

  private ordered(ofAxes: readonly number[]): number[] {
    return this.order.map((axis) => ofAxes[axis]!);
  }

  of(location: Location): Access {
    const own = this.ordered(location.strides);
    const joined = this.joins.map(([, to]) => own[to]!);
    const strides = this.block > 0 ? [joined[0]! * this.block, joined[0]!] : joined;
    const course = this.course(location, strides);
    return { location, strides, fixed: fixedAddress(this.layout, location) - course.shift, course };
  }

  private course(location: Location, strides: readonly number[]): Course {
    const back = strides.reduce((sum, stride, axis) => sum + Math.min(0, stride * (this.axes[axis]! - 1)), 0);
    const shift = -(back + lowestStep(location)) * WIDTH;
    const same = (course: Course) =>
      course.strides.join() === strides.join() && JSON.stringify(course.location.steps) === JSON.stringify(location.steps);
    const known = this.courses.find(same);
    if (known) return known;
    const course = { location, strides, shift, local: -1 };
    this.courses.push(course);
    return course;
  }

  /** Gives each course its local, at the start. */
  begin(code: Code): void {
    for (const course of this.courses) {
      course.local = code.local("i32");
      pushMoving(code, course.location, course.shift);
      code.set(course.local);
    }
  }
}

export const isMemory = (operand: Operand): operand is Operand & { kind: "memory" } => operand.kind === "memory";
