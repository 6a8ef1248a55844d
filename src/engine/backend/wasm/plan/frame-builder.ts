// From the equations of one tape to the items of its frame: where each value lies, which equations share a loop.

import type { Value } from "../../../tape.ts";
import { stridesInOrder } from "./axis-order.ts";
import { IndexedItem, type Instruction, LoopItem, type Operand, type Operation } from "./items.ts";
import { type Limit, type Limits, sameLimit } from "./limits.ts";
import { type Buffer, type Frame, type Item, isContiguous, type Location, rowMajor, type Shape, sizeOf, whole } from "./storage.ts";

/** What is known of a value while the plan is made. */
export type Known =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "memory"; readonly location: Location }
  /** Computed in a loop, first as the value `of`, and not stored there as long as only that loop reads it. */
  | { readonly kind: "computed"; readonly of: Value; readonly loop: LoopItem; readonly instruction: Instruction };

export const long = (shape: Shape): number[] => shape.filter((size) => size !== 1);

/** Strides of the axes that are longer than 1. */
export const longStrides = (shape: Shape, strides: readonly number[]): number[] => strides.filter((_, axis) => shape[axis] !== 1);

/** Strides of `shape` for numbers that lie along the long axes with these strides. */
export function restride(shape: Shape, strides: readonly number[]): number[] {
  let next = 0;
  return shape.map((size) => (size === 1 ? 0 : strides[next++]!));
}

/** Seen along the long axes of `shape`. */
export const longLocation = (location: Location, shape: Shape): Location => ({
  ...location,
  strides: longStrides(shape, location.strides),
});

/** Loops further back than this are not looked at. */
const REACH = 200;

export class FrameBuilder {
  readonly known = new Map<Value, Known>();
  /** Where a value should be stored, if it is computed here. */
  readonly wanted = new Map<Value, Location>();
  /** The item that writes a buffer of this frame, or a part of it, last. */
  private readonly writers = new Map<Buffer, number>();
  private readonly places = new Map<Item, number>();

  constructor(
    readonly frame: Frame,
    /** Where steps may be left out. */
    readonly limits: Limits | null = null,
  ) {}

  add<T extends Item>(item: T): T {
    this.frame.items.push(item);
    return item;
  }

  /** Items are only ever appended. */
  private indexOf(item: Item): number {
    const { items } = this.frame;
    for (let index = this.places.size; index < items.length; index++) this.places.set(items[index]!, index);
    return this.places.get(item)!;
  }

  /** Says that the last item writes a buffer. */
  written(buffer: Buffer, item: Item): void {
    const index = this.indexOf(item);
    this.writers.set(buffer, Math.max(index, this.writers.get(buffer) ?? -1));
  }

  /** The first item that may read it. */
  private readyAt({ buffer }: Location): number {
    return (this.writers.get(buffer) ?? -1) + 1;
  }

  /** A new place for a value: the wanted one, or a buffer of this frame. */
  place(value: Value): Location {
    const wanted = this.wanted.get(value);
    if (!wanted) return whole(this.frame.buffer(sizeOf(value.shape)), value.shape);
    this.wanted.delete(value);
    return wanted;
  }

  /** Where a value lies in memory; one that was not stored is from now on. */
  located(value: Value): Location {
    const known = this.known.get(value);
    if (!known) throw new Error("a value is read before it is known");
    if (known.kind === "memory") return known.location;
    const location = known.kind === "number" ? this.filled(value, known.value) : this.stored(value, known.loop, known.instruction);
    this.known.set(value, { kind: "memory", location });
    return location;
  }

  private stored(value: Value, loop: LoopItem, instruction: Instruction): Location {
    // under another name it may be stored already
    if (instruction.stored) return { ...instruction.stored, strides: restride(value.shape, instruction.stored.strides) };
    const location = this.wanted.has(value) ? this.place(value) : this.placeLike(value, loop);
    instruction.stored = longLocation(location, value.shape);
    this.written(location.buffer, loop);
    return location;
  }

  /** A new buffer, with the axes in the order in which the loop's operands have them. */
  private placeLike(value: Value, loop: LoopItem): Location {
    const buffer = this.frame.buffer(sizeOf(value.shape));
    const strides = stridesInOrder(loop.axes, loop.order());
    return { buffer, offset: 0, steps: [], strides: restride(value.shape, strides) };
  }

  private filled(value: Value, number: number): Location {
    const location = this.place(value);
    this.copyTo(location, value.shape, { kind: "number", value: number }, this.limitOf(value));
    return location;
  }

  /** A loop of its own that copies. */
  copyTo(to: Location, shape: Shape, operand: Operand, limit: Limit | null = null): LoopItem {
    const loop = this.add(new LoopItem(long(shape), limit));
    loop.add({ operation: "copy", operands: [operand], stored: longLocation(to, shape) });
    this.written(to.buffer, loop);
    return loop;
  }

  /** A loop of its own that adds numbers of `shape` to those that lie there. */
  addTo(to: Location, from: Location, shape: Shape): void {
    const loop = this.add(new LoopItem(long(shape)));
    const operands = [to, from].map((location): Operand => ({ kind: "memory", location: longLocation(location, shape) }));
    loop.add({ operation: "add", operands, stored: longLocation(to, shape) });
    this.written(to.buffer, loop);
  }

  copyValue(value: Value, to: Location): void {
    const known = this.known.get(value)!;
    if (known.kind === "computed" && !known.instruction.stored) {
      // The loop that computes it stores it there; others read it from there.
      known.instruction.stored = longLocation(to, value.shape);
      this.written(to.buffer, known.loop);
      this.known.set(value, { kind: "memory", location: to });
      return;
    }
    this.copyTo(to, value.shape, known.kind === "number" ? known : this.memory(value), this.limitOf(value));
  }

  private limitOf(value: Value): Limit | null {
    return this.limits?.ofLong(value) ?? null;
  }

  memory(value: Value): Operand {
    return { kind: "memory", location: longLocation(this.located(value), value.shape) };
  }

  /** The latest loop over the axes of `value` that can take equations with these operands; a new one if there is none. */
  loopFor(value: Value, operands: readonly Value[]): LoopItem {
    const [axes, limit] = [long(value.shape), this.limitOf(value)];
    const found = this.openLoop(axes, limit, operands);
    if (found) return found;
    for (const operand of operands) if (this.known.get(operand)!.kind === "computed") this.located(operand);
    return this.add(new LoopItem(axes, limit));
  }

  private openLoop(axes: readonly number[], limit: Limit | null, operands: readonly Value[]): LoopItem | null {
    const { items } = this.frame;
    for (let index = items.length - 1; index >= Math.max(0, items.length - REACH); index--) {
      if (operands.some((operand) => this.earliest(operand, items[index]!) > index)) return null;
      const item = items[index]!;
      if (item instanceof LoopItem && item.axes.join() === axes.join() && sameLimit(item.limit, limit)) return item;
    }
    return null;
  }

  /** The first item that can read an operand. */
  private earliest(operand: Value, item: Item): number {
    const known = this.known.get(operand)!;
    if (known.kind === "number") return 0;
    if (known.kind === "memory") return this.readyAt(known.location);
    const index = this.indexOf(known.loop);
    return known.loop === item ? index : index + 1;
  }

  /** As an operand of an instruction in `loop`. */
  operand(value: Value, loop: LoopItem): Operand {
    const known = this.known.get(value)!;
    if (known.kind === "number") return known;
    if (known.kind === "computed" && known.loop === loop) return { kind: "result", of: known.instruction };
    return this.memory(value);
  }

  compute(value: Value, operation: Operation, inputs: readonly Value[]): void {
    const loop = this.loopFor(value, inputs);
    const instruction: Instruction = { operation, operands: inputs.map((input) => this.operand(input, loop)), stored: null };
    loop.add(instruction);
    this.known.set(value, { kind: "computed", of: value, loop, instruction });
    if (this.wanted.has(value)) this.located(value);
  }

  /** The value shows what lies there already. */
  show(value: Value, location: Location): void {
    this.known.set(value, { kind: "memory", location });
  }

  /** Contiguous numbers of a value, copied if they are not. */
  contiguous(value: Value): Location {
    const location = this.located(value);
    if (isContiguous(location, value.shape)) return location;
    const copy = whole(this.frame.buffer(sizeOf(value.shape)), value.shape);
    this.copyTo(copy, value.shape, this.memory(value), this.limitOf(value));
    return copy;
  }

  indexed(direction: "gather" | "scatter", x: Value, index: Value, value: Value, rows: number): void {
    const [source, places, out] = [this.contiguous(x), this.contiguous(index), this.fresh(value)];
    const [count, ...lead] = index.shape;
    const rest = sizeOf(x.shape.slice(index.shape.length));
    const limit = (this.limits?.of(direction === "gather" ? value : x) ?? this.limits?.of(index))?.count ?? null;
    const item = new IndexedItem(direction, source, places, out, count!, limit, sizeOf(lead), rest, sizeOf(value.shape), rows);
    this.written(out.buffer, this.add(item));
  }

  /** A contiguous place of its own. */
  fresh(value: Value): Location {
    const wanted = this.wanted.get(value);
    const location =
      wanted && !isContiguous(wanted, value.shape) ? whole(this.frame.buffer(sizeOf(value.shape)), value.shape) : this.place(value);
    this.show(value, location);
    return location;
  }

  constant(value: Value, data: readonly number[]): void {
    let root = this.frame;
    while (root.parent) root = root.parent;
    const buffer = root.buffer(data.length, true);
    buffer.data = Float32Array.from(data);
    this.show(value, { ...whole(buffer, value.shape), strides: rowMajor(value.shape) });
  }
}
