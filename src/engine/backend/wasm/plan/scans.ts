// scan: the body becomes a frame of its own. Slices are views of the stacks, stacked results are written into theirs, and a
// carry lives in its stack where it has one, else in two places that take turns.

import { realSteps } from "../../../passes/real-steps.ts";
import type { EquationOf, Value } from "../../../tape.ts";
import type { FrameBuilder } from "./frame-builder.ts";
import { type CountedMask, ScanItem } from "./items.ts";
import { type Count, Limits, Unlimitable } from "./limits.ts";
import { atStep, Frame, type Location, rowMajor, sizeOf, type Variable, whole } from "./storage.ts";

/** Each scan brings two loop variables: the step, and which of two places is the present one (0 or 1). */
const VARIABLES = 2;

interface Variables {
  readonly step: Variable;
  readonly turn: Variable;
}

interface Carry {
  /** Where the body finds it, and where it leaves the next one. */
  readonly now: Location;
  readonly next: Location;
  /** As the outer frame sees them; it may begin at either of two places. */
  readonly initial: readonly Location[];
  readonly final: Location;
}

export type BuildFrame = (frame: Frame, limits: Limits | null, enter: (inner: FrameBuilder) => void) => FrameBuilder;

class ScanBuilder {
  private readonly constants: number;
  private readonly carries: number;
  private readonly variables: Variables;
  private readonly body: Frame;
  /** Stacks that are written, or that carries live in. */
  private readonly stacks = new Map<number, Location>();
  private readonly carried: Carry[] = [];
  /** Steps that are run instead of all. */
  private readonly limit: Count | null;
  /** Of the body, where it is one of groups of examples. */
  private readonly limits: Limits | null;

  constructor(
    private readonly outer: FrameBuilder,
    private readonly scan: EquationOf<"scan">,
  ) {
    const { frame } = outer;
    this.constants = scan.params.constants;
    this.carries = scan.params.carries;
    this.variables = {
      step: { variable: frame.variables, last: scan.params.length - 1 },
      turn: { variable: frame.variables + 1, last: 1 },
    };
    this.limit = outer.limits?.ofScan(scan.inputs.slice(this.constants + this.carries)) ?? null;
    this.limits = this.limitsOfBody(frame.variables + VARIABLES);
    this.body = new Frame(frame, frame.variables + VARIABLES + (this.limits ? 1 : 0));
  }

  private limitsOfBody(variable: number): Limits | null {
    const { body, padding } = this.scan.params;
    const steps = padding && realSteps(body, padding.steps, padding.mask);
    return steps ? new Limits(steps, variable) : null;
  }

  build(buildFrame: BuildFrame): void {
    const { outer, scan } = this;
    for (const input of scan.inputs) if (outer.known.get(input)!.kind === "computed") outer.located(input);
    for (let index = 0; index < this.carries; index++) this.carried.push(this.placeCarry(index));
    this.carried.forEach(({ initial }, index) => {
      for (const place of initial) outer.copyValue(this.ownCopy(scan.inputs[this.constants + index]!), place);
    });
    this.placeStacks();
    let counted: CountedMask | null = null;
    const inner = buildFrame(this.body, this.limits, (builder) => {
      this.enter(builder);
      counted = this.mask(builder);
    });
    this.leave(inner);
    const { length, reverse } = scan.params;
    this.finish(outer.add(new ScanItem(this.body, length, reverse, this.limit, counted)));
  }

  private mask(inner: FrameBuilder): CountedMask | null {
    if (!this.limits) return null;
    const { mask } = this.scan.params.padding!;
    return { location: inner.located(mask), shape: mask.shape };
  }

  /** Already located, so that a copy is made and the value itself stays where it is. */
  private ownCopy(value: Value): Value {
    if (this.outer.known.get(value)!.kind === "computed") this.outer.located(value);
    return value;
  }

  private stackOf(value: Value): number[] {
    const { body } = this.scan.params;
    return body.outputs.flatMap((output, index) => (index >= this.carries && output === value ? [index] : []));
  }

  private placeCarry(index: number): Carry {
    const { body } = this.scan.params;
    const before = body.inputs[this.constants + index]!;
    const after = body.outputs[index]!;
    const inStack = this.stackOf(before).find((stack) => !this.stacks.has(stack));
    const outStack = body.inputs.includes(after) ? undefined : this.stackOf(after).find((stack) => !this.stacks.has(stack));
    return inStack === undefined && outStack === undefined ? this.inTurns(before) : this.inStack(before, inStack, outStack);
  }

  /** One place more than there are steps: the present carry, and one further on (back, where time runs backwards) the next. */
  private inStack(carry: Value, before: number | undefined, after: number | undefined): Carry {
    const { length, reverse } = this.scan.params;
    const size = sizeOf(carry.shape);
    const buffer = this.outer.frame.buffer((length + 1) * size);
    const strides = rowMajor(carry.shape);
    const stack = (offset: number): Location => ({ buffer, offset, steps: [], strides: [size, ...strides] });
    const [now, next] = reverse ? [stack(size), stack(0)] : [stack(0), stack(size)];
    if (before !== undefined) this.stacks.set(before, now);
    if (after !== undefined) this.stacks.set(after, next);
    const begin: Location = { buffer, offset: 0, steps: [], strides };
    const end = this.behindLast(begin, size);
    const [first, last] = reverse ? [end, begin] : [begin, end];
    return { now: atStep(now, this.variables.step), next: atStep(next, this.variables.step), initial: [first], final: last };
  }

  /** Behind as many places of this size as there are steps. */
  private behindLast(location: Location, size: number): Location {
    const { limit } = this;
    if (!limit) return { ...location, offset: this.scan.params.length * size };
    // it would begin before its buffer
    if (limit.fewer > 0) throw new Unlimitable();
    return { ...location, offset: -limit.fewer * size, steps: [{ variable: limit.variable, last: this.scan.params.length, stride: size }] };
  }

  private inTurns(carry: Value): Carry {
    const size = sizeOf(carry.shape);
    const buffer = this.outer.frame.buffer(2 * size);
    const strides = rowMajor(carry.shape);
    const { turn } = this.variables;
    const place = (offset: number, stride: number): Location => ({
      buffer,
      offset,
      steps: stride === 0 ? [] : [{ ...turn, stride }],
      strides,
    });
    const last = this.scan.params.length % 2 === 0 ? 0 : size;
    const ends = { now: place(0, size), next: place(size, -size), initial: [place(0, 0)], final: place(last, 0) };
    // of a number of steps that nobody knows yet the last one leaves it at the first place
    return this.limit ? { ...ends, initial: [place(0, 0), place(size, 0)], final: place(0, 0) } : ends;
  }

  private placeStacks(): void {
    this.scan.outputs.forEach((output, index) => {
      if (index < this.carries || this.stacks.has(index)) return;
      this.stacks.set(index, whole(this.outer.frame.buffer(sizeOf(output.shape)), output.shape));
    });
  }

  private enter(inner: FrameBuilder): void {
    const { outer, scan } = this;
    scan.params.body.inputs.forEach((input, index) => {
      const carry = index - this.constants;
      if (carry >= 0 && carry < this.carries) inner.show(input, this.carried[carry]!.now);
      else inner.known.set(input, this.seen(outer, scan.inputs[index]!, carry >= this.carries));
    });
    this.askForPlaces(inner);
  }

  /** A constant or a slice, as the body sees it. */
  private seen(outer: FrameBuilder, value: Value, slice: boolean) {
    const known = outer.known.get(value)!;
    if (known.kind === "number") return known;
    const location = outer.located(value);
    return { kind: "memory", location: slice ? atStep(location, this.variables.step) : location } as const;
  }

  /** What the body computes goes to its place at once, where it has just one. */
  private askForPlaces(inner: FrameBuilder): void {
    const { body } = this.scan.params;
    const given = new Set(body.inputs);
    body.outputs.forEach((output, index) => {
      if (given.has(output)) return;
      given.add(output);
      inner.wanted.set(output, this.placeOf(index));
    });
  }

  private placeOf(index: number): Location {
    return index < this.carries ? this.carried[index]!.next : atStep(this.stacks.get(index)!, this.variables.step);
  }

  /** Results that are not where they belong yet are copied there. */
  private leave(inner: FrameBuilder): void {
    const { body } = this.scan.params;
    body.outputs.forEach((output, index) => {
      const place = this.placeOf(index);
      inner.wanted.delete(output);
      const known = inner.known.get(output)!;
      if (known.kind === "memory" && sameLocation(known.location, place)) return;
      inner.copyValue(output, place);
    });
  }

  private finish(item: ScanItem): void {
    const { outer, scan } = this;
    scan.outputs.forEach((output, index) => {
      const location = index < this.carries ? this.carried[index]!.final : this.stacks.get(index)!;
      outer.written(location.buffer, item);
      outer.show(output, location);
    });
    if (this.carries > 0) return;
    item.parts = scan.outputs.map((output, index) => ({
      location: this.stacks.get(index)!,
      size: sizeOf(output.shape) / scan.params.length,
    }));
  }
}

const sameLocation = (a: Location, b: Location): boolean =>
  a.buffer === b.buffer &&
  a.offset === b.offset &&
  a.strides.join() === b.strides.join() &&
  JSON.stringify(a.steps) === JSON.stringify(b.steps);

export const scan = (outer: FrameBuilder, equation: EquationOf<"scan">, buildFrame: BuildFrame): void =>
  new ScanBuilder(outer, equation).build(buildFrame);
