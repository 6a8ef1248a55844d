// Concatenations: parts are stored where they belong at once, through concatenations of concatenations too, and the whole lies in
// memory in the order in which its first part would.

import type { EquationOf, Value } from "../../../tape.ts";
import { axisOrder, stridesInOrder } from "./axis-order.ts";
import { type FrameBuilder, long, longStrides } from "./frame-builder.ts";
import { type Location, type Shape, sizeOf } from "./storage.ts";
import type { Uses } from "./uses.ts";

type Concat = EquationOf<"concat">;

export class Joins {
  /** Concatenations that are read by another one only. */
  private readonly waiting = new Map<Value, Concat>();

  constructor(
    private readonly builder: FrameBuilder,
    private readonly uses: Uses,
  ) {}

  concat(equation: Concat): void {
    const [output] = equation.outputs as readonly [Value];
    if (this.uses.onlyReader(output)?.primitive === "concat") {
      this.waiting.set(output, equation);
      return;
    }
    const place = this.builder.wanted.has(output) ? this.builder.place(output) : this.placeLike(output.shape, this.firstOf(equation));
    this.builder.show(output, place);
    this.fill(equation, place);
  }

  private fill({ inputs, params: { axis } }: Concat, place: Location): void {
    let start = 0;
    for (const part of inputs) {
      const at = { ...place, offset: place.offset + start * place.strides[axis]! };
      const inner = this.waiting.get(part);
      if (inner) this.fill(inner, at);
      else this.builder.copyValue(part, at);
      start += part.shape[axis]!;
    }
  }

  private firstOf({ inputs }: Concat): Value {
    const inner = this.waiting.get(inputs[0]!);
    return inner ? this.firstOf(inner) : inputs[0]!;
  }

  private placeLike(shape: Shape, part: Value): Location {
    const strides = stridesInOrder(shape, completed(part.shape, this.orderOf(part)));
    return { buffer: this.builder.frame.buffer(sizeOf(shape)), offset: 0, steps: [], strides };
  }

  /** Of the long axes of a part, from the outermost to the innermost. */
  private orderOf(part: Value): readonly number[] {
    const axes = long(part.shape);
    const known = this.builder.known.get(part)!;
    if (known.kind === "number") return axes.map((_, axis) => axis);
    if (known.kind === "memory") return axisOrder(axes, [longStrides(part.shape, known.location.strides)]);
    return known.loop.order();
  }
}

/** An order of all axes from that of the long ones: an axis of size 1 comes behind its neighbour to the left. */
function completed(shape: Shape, order: readonly number[]): readonly number[] {
  const axes = [...shape.keys()];
  const longAxes = axes.filter((axis) => shape[axis] !== 1);
  const behind = (axis: number): number[] => {
    const next = axis + 1;
    return next < shape.length && shape[next] === 1 ? [next, ...behind(next)] : [];
  };
  const leading = shape[0] === 1 ? [0, ...behind(0)] : [];
  return [...leading, ...order.flatMap((index) => [longAxes[index]!, ...behind(longAxes[index]!)])];
}
