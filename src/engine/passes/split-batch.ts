// A step over many examples as a loop over some at a time, so that what lies between forward and backward stays in the cache. Sums over
// examples, such as gradients, add up from turn to turn; what is computed from these comes behind the loop.

import { TapeBuilder } from "../builder.ts";
import * as ops from "../ops.ts";
import type { Equation, Padding, Tape, Value } from "../tape.ts";
import { BatchAxes, Uncuttable } from "./batch-axes.ts";
import { type Cut, cutFor, type ExampleAxes, isSkippable, type PaddedInputs, paysToSkip, WHOLE } from "./batch-cut.ts";
import { Cutter } from "./cut-equations.ts";
import { eliminateDeadCode } from "./dead-code.ts";
import { definitionsOf } from "./dependence.ts";
import { madeOfInputs } from "./early-totals.ts";

interface Entering {
  readonly inner: Value;
  readonly outer: Value;
}

const outerOf = ({ outer }: Entering): Value => outer;
const innerOf = ({ inner }: Entering): Value => inner;
const another = (value: Value, shape = value.shape): Value => ({ ...value, shape });

class Splitter {
  private readonly before = new TapeBuilder();
  private readonly constants: Entering[] = [];
  private readonly slices: Entering[] = [];
  private readonly cutter: Cutter;
  /** Sums over the examples. */
  private readonly totals: readonly Value[];
  /** Examples of a turn. */
  private readonly size: number;
  /** Steps of the inputs that are cut. */
  private readonly steps = new Map<Value, number>();
  private readonly loops: readonly number[];
  private padding: Padding | null = null;

  constructor(
    private readonly tape: Tape,
    private readonly axes: BatchAxes,
    inputAxes: ExampleAxes,
    private readonly cut: Cut,
    padded: PaddedInputs | null,
  ) {
    // groups of examples leave out steps of their own, even where there is just one of them
    this.loops = [...(cut.shares > 1 ? [cut.shares] : []), ...(cut.turns > 1 || padded ? [cut.turns] : [])];
    this.totals = [...axes.standings].flatMap(([value, { kind }]) => (kind === "total" ? [value] : []));
    const first = inputAxes.findIndex((axis) => axis !== null);
    this.size = tape.inputs[first]!.shape[inputAxes[first]!]! / (cut.shares * cut.turns);
    const surroundings = {
      whole: (value: Value) => this.enter(this.constants, value, value.shape),
      part: (value: Value, axis: number) => this.slice(value, axis),
    };
    this.cutter = new Cutter(axes, definitionsOf(tape.equations), surroundings, this.size);
    tape.inputs.forEach((input, index) => {
      const axis = inputAxes[index]!;
      if (axis === null) return;
      const part = this.slice(input, axis);
      this.cutter.set(input, part);
      const steps = padded?.steps[index] ?? null;
      if (steps !== null) this.steps.set(part, steps);
      if (index === padded?.mask) this.padding = { mask: part, steps: this.steps };
    });
  }

  private enter(list: Entering[], outer: Value, shape: Value["shape"]): Value {
    const inner = { ...outer, shape };
    list.push({ inner, outer });
    return inner;
  }

  /** [.., shares · turns · size, ..] as [shares, turns, .., size, ..]. */
  private slice(value: Value, axis: number): Value {
    const { before, loops, size } = this;
    const apart = ops.reshape(before, value, value.shape.toSpliced(axis, 1, ...loops, size));
    const first = loops.map((_, index) => axis + index);
    const order = [...first, ...[...apart.shape.keys()].filter((one) => !first.includes(one))];
    const stack = axis === 0 ? apart : ops.transpose(before, apart, order);
    return this.enter(this.slices, stack, stack.shape.slice(loops.length));
  }

  private isOf(equation: Equation, ...kinds: readonly string[]): boolean {
    return equation.outputs.some((output) => kinds.includes(this.axes.standing(output).kind));
  }

  write(): Tape {
    const { tape, cutter, before, cut, constants, slices, totals } = this;
    for (const equation of tape.equations) {
      const isEarly = equation.outputs.some((output) => this.axes.early.has(output));
      if (isEarly || !this.isOf(equation, "axis", "total", "after")) before.equations.push(equation);
    }
    for (const equation of tape.equations) if (this.isOf(equation, "axis", "total")) cutter.equation(equation);
    // what the sums ask for comes in first
    for (const value of totals) cutter.get(value);
    if (cut.shares > 1) this.shareOut();
    else this.takeTurns(before, constants.map(outerOf), slices.map(outerOf), totals);
    const after = tape.equations.filter((equation) => this.isOf(equation, "after"));
    return eliminateDeadCode({ ...tape, equations: [...before.equations, ...after] });
  }

  /** A loop over the turns, from which the sums over all of them come as `results`. */
  private takeTurns(t: TapeBuilder, constants: readonly Value[], slices: readonly Value[], results: readonly Value[]): void {
    const { totals, cutter, cut } = this;
    const zeros = totals.map((value) => ops.constant(t, value.shape, 0));
    const sums = totals.map((value) => another(value));
    const outputs = totals.map((value, index) => cutter.emit("add", [sums[index]!, cutter.get(value)], {}, value));
    const body = { inputs: [...this.constants.map(innerOf), ...sums, ...this.slices.map(innerOf)], equations: cutter.equations, outputs };
    const counts = { constants: constants.length, carries: totals.length };
    const params = { body, length: cut.turns, reverse: false, ...counts, ...(this.padding && { padding: this.padding }) };
    t.equations.push({ primitive: "scan", inputs: [...constants, ...zeros, ...slices], params, outputs: results });
  }

  /** What one share computes: its own sums. */
  private share(): Tape {
    const { cut, constants, slices, cutter, totals } = this;
    if (cut.turns === 1 && !this.padding) {
      const outputs = totals.map((value) => cutter.get(value));
      return { inputs: [...constants.map(innerOf), ...slices.map(innerOf)], equations: cutter.equations, outputs };
    }
    const t = new TapeBuilder();
    const given = constants.map(({ outer }) => another(outer));
    const parts = slices.map(({ outer }) => another(outer, outer.shape.slice(1)));
    const sums = totals.map((value) => another(value));
    t.inputs.push(...given, ...parts);
    this.takeTurns(t, given, parts, sums);
    return t.finish(sums);
  }

  /** A loop over the shares that carries nothing from one to the next. Their sums are added behind it, always in the same order. */
  private shareOut(): void {
    const { before, cut, constants, slices, totals } = this;
    const stacks = totals.map((value) => another(value, [cut.shares, ...value.shape]));
    const params = { body: this.share(), length: cut.shares, reverse: false, constants: constants.length, carries: 0 };
    before.equations.push({ primitive: "scan", inputs: [...constants.map(outerOf), ...slices.map(outerOf)], params, outputs: stacks });
    totals.forEach((value, index) => {
      const sums = Array.from({ length: cut.shares }, (_, share) =>
        ops.reshape(before, ops.sliceAxis(before, stacks[index]!, 0, share, share + 1), value.shape),
      );
      const last = sums.pop()!;
      const others = sums.reduce((sum, one) => ops.add(before, sum, one));
      before.equations.push({ primitive: "add", inputs: [others, last], params: {}, outputs: [value] });
    });
  }
}

/**
 * The tape itself where its examples cannot be told apart, or are few. Sums are made in another order.
 * @param given how to cut it, whether that pays or not
 * @param padded where sequences have lengths: steps that no example of a turn has are then left out, if that changes nothing
 */
export function splitBatch(tape: Tape, inputAxes: ExampleAxes, given: Partial<Cut> = {}, padded: PaddedInputs | null = null): Tape {
  if (inputAxes.every((axis) => axis === null)) return tape;
  const axes = new BatchAxes(
    madeOfInputs(
      tape,
      tape.inputs.filter((_, index) => inputAxes[index] !== null),
    ),
  );
  tape.inputs.forEach((input, index) => {
    const axis = inputAxes[index] ?? null;
    if (axis !== null) axes.standings.set(input, { kind: "axis", axis });
  });
  try {
    axes.follow(tape.equations);
    const isSummed = [...axes.standings.values()].some(({ kind }) => kind === "total");
    if (!isSummed || tape.outputs.some((output) => axes.axisOf(output) !== null)) return tape;
    const isGiven = Object.keys(given).length > 0;
    const cut = isGiven ? { ...WHOLE, ...given } : cutFor(tape, axes, inputAxes);
    const skipped = padded && (isGiven || paysToSkip(tape, inputAxes)) && isSkippable(tape, padded) ? padded : null;
    return cut.shares * cut.turns === 1 && !skipped ? tape : new Splitter(tape, axes, inputAxes, cut, skipped).write();
  } catch (error) {
    if (error instanceof Uncuttable) return tape;
    throw error;
  }
}
