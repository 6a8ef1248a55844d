// The lowering vocabulary on a builder: aligns leading axes, and turns operations on signals into primitives.

import type { TapeBuilder } from "./builder.ts";
import * as axes from "./lowering-axes.ts";
import * as ops from "./ops.ts";
import { productSignal } from "./product.ts";
import { TapeError } from "./shape-rules.ts";
import type { Axis, Binary, Lowering, Signal, Surroundings, Unary } from "./signal.ts";
import { formatShape, type Shape, sameShape, sizeOf, type Value } from "./tape.ts";

const axisRange = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);
const isSingle = (shape: Shape) => sizeOf(shape) === 1 && shape.length <= 1;

class SignalLowering implements Lowering {
  readonly steps: number | null;
  readonly batch: number;
  readonly mask: Signal | null;
  readonly perStep: boolean;
  readonly mode: "train" | "infer";

  constructor(
    readonly tape: TapeBuilder,
    surroundings: Surroundings,
  ) {
    ({ steps: this.steps, batch: this.batch, mask: this.mask, perStep: this.perStep, mode: this.mode } = surroundings);
  }

  number = (value: number): Signal => this.constant([], value);

  constant = (shape: Shape, data: number | readonly number[]): Signal => ({
    value: ops.constant(this.tape, shape, data),
    time: false,
    batch: false,
    shape,
  });

  unary = (kind: Unary, x: Signal): Signal => ({ ...x, value: this.tape.emitOne(kind, [x.value], {}) });

  binary = (kind: Binary, a: Signal, b: Signal): Signal => {
    const [left, right] = this.align([a, b]) as [Signal, Signal];
    return { ...left, value: this.tape.emitOne(kind, [left.value, right.value], {}) };
  };

  select = (condition: Signal, then: Signal, otherwise: Signal): Signal => {
    const [c, a, b] = this.align([condition, then, otherwise]) as [Signal, Signal, Signal];
    return { ...a, value: ops.select(this.tape, c.value, a.value, b.value) };
  };

  product = (a: Signal, b: Signal): Signal => productSignal(this, a, b);

  fill = (x: Signal, shape: Shape): Signal => {
    if (sameShape(x.shape, shape)) return x;
    if (!isSingle(x.shape)) throw new TapeError(`fill: ${formatShape(x.shape)} does not fill ${formatShape(shape)}`);
    const number = this.reshape(x, []);
    const lead = this.leadShape(x);
    const value = ops.broadcastAxes(this.tape, number.value, [...lead, ...shape], axisRange(0, lead.length));
    return { ...x, value, shape };
  };

  expand = (x: Signal, time: boolean, batch: boolean): Signal => {
    if ((!time || x.time) && (!batch || x.batch)) return x;
    const wider = { ...x, time: x.time || time, batch: x.batch || batch };
    const lead = this.leadShape(wider);
    const axes = [...(x.time ? [0] : []), ...(x.batch ? [wider.time ? 1 : 0] : []), ...axisRange(lead.length, x.shape.length)];
    return { ...wider, value: ops.broadcastAxes(this.tape, x.value, [...lead, ...x.shape], axes) };
  };

  concat = (parts: readonly Signal[]): Signal => {
    const aligned = this.alignLead(parts.map((part) => (part.shape.length === 0 ? this.reshape(part, [1]) : part)));
    const [first] = aligned;
    if (!first) throw new TapeError("concat: nothing to put together");
    const value = ops.concat(
      this.tape,
      aligned.map((part) => part.value),
      this.leadShape(first).length,
    );
    return { ...first, value, shape: [aligned.reduce((size, part) => size + part.shape[0]!, 0), ...first.shape.slice(1)] };
  };

  slice = (x: Signal, from: number, to: number): Signal => {
    if (x.shape.length === 0) return this.slice(this.reshape(x, [1]), from, to);
    const value = ops.sliceAxis(this.tape, x.value, this.leadShape(x).length, from, to);
    return { ...x, value, shape: [to - from, ...x.shape.slice(1)] };
  };

  reshape = (x: Signal, shape: Shape): Signal => ({
    ...x,
    value: ops.reshape(this.tape, x.value, [...this.leadShape(x), ...shape]),
    shape,
  });

  transpose = (x: Signal): Signal => {
    if (x.shape.length === 0) return x;
    if (x.shape.length === 1) return this.reshape(x, [1, x.shape[0]!]);
    if (x.shape.length > 2) throw new TapeError(`transpose: ${formatShape(x.shape)} has more than two axes`);
    if (x.shape[0] === 1) return this.reshape(x, [x.shape[1]!]);
    const lead = axisRange(0, this.leadShape(x).length);
    const value = ops.transpose(this.tape, x.value, [...lead, lead.length + 1, lead.length]);
    return { ...x, value, shape: [x.shape[1]!, x.shape[0]!] };
  };

  permute = (x: Signal, permutation: readonly number[]): Signal => axes.permute(this.tape, x, permutation);
  broadcast = (x: Signal, shape: Shape, to: readonly number[]): Signal => axes.broadcast(this.tape, x, shape, to);
  pad = (x: Signal, before: readonly number[], after: readonly number[]): Signal => axes.pad(this.tape, x, before, after);
  windows = (x: Signal, axis: number, size: number, stride: number): Signal => axes.windows(this.tape, x, axis, size, stride);
  pick = (x: Signal, at: readonly (number | null)[]): Signal => axes.pick(this.tape, x, at);
  contract = (a: Signal, b: Signal, letters: string): Signal => axes.contract(this.tape, a, b, letters);

  sum = (x: Signal, axis: Axis): Signal => {
    this.needsAxis(axis);
    return this.sumAxes(this.onlyReal(x, axis), axis);
  };

  mean = (x: Signal, axis: Axis): Signal => {
    const total = this.sum(x, axis);
    const real = this.paddedOver(x, axis);
    if (!real) return this.binary("divide", total, this.number(sizeOf(x.value.shape) / sizeOf(total.value.shape)));
    const counted = this.sumAxes(real, axis);
    const positions = this.mayBeEmpty(axis) ? this.binary("maximum", counted, this.number(1)) : counted;
    const features = axis === "all" ? sizeOf(x.shape) : 1;
    return this.binary("divide", total, this.binary("multiply", positions, this.number(features)));
  };

  max = (x: Signal, axis: Axis): Signal => {
    this.needsAxis(axis);
    const largest = this.maxAxes(this.paddingAs(x, axis, Number.NEGATIVE_INFINITY), axis);
    const real = this.mayBeEmpty(axis) ? this.paddedOver(x, axis) : null;
    return real ? this.select(this.maxAxes(real, axis), largest, this.number(0)) : largest;
  };

  min = (x: Signal, axis: Axis): Signal => this.unary("negate", this.max(this.unary("negate", x), axis));

  maxFeatures = (x: Signal): Signal => this.max(x, "features");

  onlyReal = (x: Signal, axis: Axis = "time"): Signal => this.paddingAs(x, axis, 0);

  countReal = (x: Signal): Signal => {
    const real = this.paddedOver(x, "all");
    return real ? this.sumAxes(real, "all") : this.number(sizeOf(this.leadShape(x)));
  };

  lastStep = (x: Signal): Signal => this.borderStep(x, "last");
  firstStep = (x: Signal): Signal => this.borderStep(x, "first");

  reverseTime = (x: Signal): Signal => {
    this.needsTime("reverse");
    if (!x.time) return x;
    if (!this.mask) return { ...x, value: ops.reverse(this.tape, x.value, 0) };
    const whole = this.expand(x, true, true);
    return { ...whole, value: ops.gather(this.tape, whole.value, this.reversedIndex().value) };
  };

  realSteps = (x: Signal): Signal => {
    const ones = this.paddedOver(x, "time") ?? this.expand(this.number(1), x.time, x.batch);
    return this.reshape(ones, [1]);
  };

  /** Sizes of the leading axes that the signal has. */
  private leadShape(x: { time: boolean; batch: boolean }): Shape {
    return [...(x.time ? [this.steps ?? 1] : []), ...(x.batch ? [this.batch] : [])];
  }

  private alignLead(signals: readonly Signal[]): Signal[] {
    const time = signals.some((signal) => signal.time);
    const batch = signals.some((signal) => signal.batch);
    return signals.map((signal) => this.expand(signal, time, batch));
  }

  /** Equal features: a number or one component is repeated, anything else must match. */
  private align(signals: readonly Signal[]): Signal[] {
    const shapes = signals.map((signal) => signal.shape);
    const shape = shapes.find((candidate) => !isSingle(candidate)) ?? shapes.find((candidate) => candidate.length > 0) ?? [];
    return this.alignLead(signals.map((signal) => this.fill(signal, shape)));
  }

  private needsTime(what: string): void {
    if (this.perStep) throw new TapeError(`${what} looks at all steps and cannot stand on a cycle`);
  }

  private needsAxis(axis: Axis): void {
    if (axis === "time" || axis === "all") this.needsTime(`a reduction over ${axis === "all" ? "everything" : "time"}`);
  }

  /**
   * The mask, where reducing x along `axis` passes padded steps. What a scan's body reduces changes per step without a time axis.
   * What is equal for all examples counts once, at the steps of the longest; only along time has each example its own.
   */
  private paddedOver(x: Signal, axis: Axis): Signal | null {
    if (!this.mask || axis === "features" || !(this.perStep ? x.batch : x.time)) return null;
    return x.batch || axis === "time" ? this.mask : this.maxAxes(this.mask, "batch");
  }

  /** Whether a reduction may find nothing: at a step behind the end of every example. What it gives there is 0, so that nothing becomes NaN. */
  private mayBeEmpty(axis: Axis): boolean {
    return this.mask !== null && (this.perStep ? axis !== "features" : axis === "batch");
  }

  /** x with `filler` on padded steps. */
  private paddingAs(x: Signal, axis: Axis, filler: number): Signal {
    const real = this.paddedOver(x, axis);
    return real ? this.select(real, x, this.number(filler)) : x;
  }

  private reducedAxes(x: Signal, axis: Axis): number[] {
    const lead = this.leadShape(x).length;
    const features = axisRange(lead, x.shape.length);
    const time = x.time ? [0] : [];
    const batch = x.batch ? [lead - 1] : [];
    return { features, time, batch, all: [...time, ...batch, ...features] }[axis];
  }

  /** What is left of the axes: over the features one component, over everything one number. */
  private reduced(x: Signal, axis: Axis, value: Value): Signal {
    const all = axis === "all";
    const features = axis === "features";
    const rest = {
      value,
      time: x.time && !all && axis !== "time",
      batch: x.batch && !all && axis !== "batch",
      shape: all || features ? [] : x.shape,
    };
    return features && x.shape.length > 0 ? this.reshape(rest, [1]) : rest;
  }

  private sumAxes(x: Signal, axis: Axis): Signal {
    return this.reduced(x, axis, ops.sum(this.tape, x.value, this.reducedAxes(x, axis)));
  }

  private maxAxes(x: Signal, axis: Axis): Signal {
    return this.reduced(x, axis, ops.max(this.tape, x.value, this.reducedAxes(x, axis)));
  }

  private borderStep(x: Signal, which: "first" | "last"): Signal {
    this.needsTime(`the ${which} step`);
    if (!x.time) return x;
    if (!this.mask || which === "first") {
      const step = which === "first" ? 0 : this.steps! - 1;
      const value = ops.sliceAxis(this.tape, x.value, 0, step, step + 1);
      return { ...x, time: false, value: ops.reshape(this.tape, value, x.value.shape.slice(1)) };
    }
    const whole = this.expand(x, true, true);
    return this.sumAxes(this.select(this.lastMask(), whole, this.number(0)), "time");
  }

  /** 1 on each example's last real step: where the mask falls to 0 at the next one. */
  private lastMask(): Signal {
    const mask = this.mask!;
    const steps = this.steps!;
    if (steps === 1) return mask;
    const later = ops.sliceAxis(this.tape, mask.value, 0, 1, steps);
    const next = ops.pad(this.tape, later, [0, 0], [1, 0]);
    return { ...mask, value: ops.subtract(this.tape, mask.value, next) };
  }

  /** [T, B]: length-1-t on real steps, t on padding. */
  private reversedIndex(): Signal {
    const mask = this.mask!;
    const time = { value: ops.constant(this.tape, [this.steps!], axisRange(0, this.steps!)), time: true, batch: false, shape: [] };
    const last = this.binary("subtract", this.sumAxes(mask, "time"), this.number(1));
    return this.select(mask, this.binary("subtract", last, time), time);
  }
}

export const createLowering = (tape: TapeBuilder, surroundings: Surroundings): Lowering => new SignalLowering(tape, surroundings);
