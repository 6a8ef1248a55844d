// A step over many examples as a loop over some at a time, so that what lies between forward and backward stays in the cache. Sums over
// examples, such as gradients, add up from turn to turn; what is computed from these comes behind the loop.

import { TapeBuilder } from "../builder.ts";
import * as ops from "../ops.ts";
import { type Equation, sizeOf, type Tape, type Value } from "../tape.ts";
import { BatchAxes, Uncuttable } from "./batch-axes.ts";
import { Cutter } from "./cut-equations.ts";
import { eliminateDeadCode } from "./dead-code.ts";
import { definitionsOf } from "./dependence.ts";

/** For each input of a tape: the axis that counts the examples; null where there is none. */
export type ExampleAxes = readonly (number | null)[];

interface Entering {
  readonly inner: Value;
  readonly outer: Value;
}

/** How the examples are cut. */
export interface Cut {
  /** Parts of the batch that workers can compute at the same time. */
  readonly shares: number;
  /** Of each share, one after the other. */
  readonly turns: number;
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

  constructor(
    private readonly tape: Tape,
    private readonly axes: BatchAxes,
    inputAxes: ExampleAxes,
    private readonly cut: Cut,
  ) {
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
      if (axis !== null) this.cutter.set(input, this.slice(input, axis));
    });
  }

  private enter(list: Entering[], outer: Value, shape: Value["shape"]): Value {
    const inner = { ...outer, shape };
    list.push({ inner, outer });
    return inner;
  }

  /** [.., shares · turns · size, ..] as [shares, turns, .., size, ..]; a loop of one is none. */
  private slice(value: Value, axis: number): Value {
    const { before, cut, size } = this;
    const loops = [cut.shares, cut.turns].filter((length) => length > 1);
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
    for (const equation of tape.equations) if (!this.isOf(equation, "axis", "total", "after")) before.equations.push(equation);
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
    const params = { body, length: cut.turns, reverse: false, constants: constants.length, carries: totals.length };
    t.equations.push({ primitive: "scan", inputs: [...constants, ...zeros, ...slices], params, outputs: results });
  }

  /** What one share computes: its own sums. */
  private share(): Tape {
    const { cut, constants, slices, cutter, totals } = this;
    if (cut.turns === 1) {
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

/** How many numbers there may be at a time: half a megabyte, of a cache of one or two that others use too. */
const AT_A_TIME = 2 ** 17;
/** Fewer examples than this make matrices too flat. */
const LEAST = 20;
/** Numbers that all examples share, and that every turn reads again. */
const SHARED = 2 ** 16;

/** Examples of a share. */
const LEAST_SHARED = 8;
/** Numbers that are kept for all examples together, from which on a second worker pays. */
const MUCH = 2 ** 21;

/** Numbers that the tape keeps for each example. */
function keptPerExample({ equations }: Tape, axes: BatchAxes, examples: number): number {
  const stored = equations.filter(({ primitive }) => primitive === "scan" || primitive === "contract").flatMap(({ outputs }) => outputs);
  return stored.reduce((total, value) => total + (axes.axisOf(value) === null ? 0 : sizeOf(value.shape)), 0) / examples;
}

const WHOLE: Cut = { shares: 1, turns: 1 };

/** As many turns of a share as keep what one needs in the cache; 1 where that would not pay. */
function turnsFor(tape: Tape, axes: BatchAxes, inputAxes: ExampleAxes, examples: number, share: number): number {
  const shared = tape.inputs.reduce((total, input, index) => total + (inputAxes[index] === null ? sizeOf(input.shape) : 0), 0);
  if (shared > SHARED) return 1;
  const wanted = AT_A_TIME / keptPerExample(tape, axes, examples);
  const sizes = Array.from({ length: share }, (_, index) => index + 1).filter((size) => share % size === 0 && size >= LEAST);
  const size = sizes.filter((one) => one <= wanted).at(-1) ?? sizes[0] ?? share;
  return share / size;
}

/** Two where there is enough to do for two. It does not depend on the host, so that all hosts add in the same order. */
function sharesFor(tape: Tape, axes: BatchAxes, examples: number): number {
  const isMuch = keptPerExample(tape, axes, examples) * examples >= MUCH;
  return examples % 2 === 0 && examples / 2 >= LEAST_SHARED && isMuch ? 2 : 1;
}

function cutFor(tape: Tape, axes: BatchAxes, inputAxes: ExampleAxes): Cut {
  const counted = inputAxes.flatMap((axis, index) => (axis === null ? [] : [tape.inputs[index]!.shape[axis]!]));
  const [examples] = counted;
  if (examples === undefined || counted.some((count) => count !== examples)) return WHOLE;
  const shares = sharesFor(tape, axes, examples);
  return { shares, turns: turnsFor(tape, axes, inputAxes, examples, examples / shares) };
}

/** The tape itself where its examples cannot be told apart, or are few. Sums are made in another order. */
export function splitBatch(tape: Tape, inputAxes: ExampleAxes, given: Partial<Cut> = {}): Tape {
  if (inputAxes.every((axis) => axis === null)) return tape;
  const axes = new BatchAxes();
  tape.inputs.forEach((input, index) => {
    const axis = inputAxes[index] ?? null;
    if (axis !== null) axes.standings.set(input, { kind: "axis", axis });
  });
  try {
    axes.follow(tape.equations);
    if (tape.outputs.some((output) => axes.axisOf(output) !== null)) return tape;
    const cut = Object.keys(given).length > 0 ? { ...WHOLE, ...given } : cutFor(tape, axes, inputAxes);
    return cut.shares * cut.turns === 1 ? tape : new Splitter(tape, axes, inputAxes, cut).write();
  } catch (error) {
    if (error instanceof Uncuttable) return tape;
    throw error;
  }
}
