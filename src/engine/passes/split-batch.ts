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

class Splitter {
  private readonly before = new TapeBuilder();
  private readonly constants: Entering[] = [];
  private readonly slices: Entering[] = [];
  private readonly cutter: Cutter;
  private readonly examples: number;

  constructor(
    private readonly tape: Tape,
    private readonly axes: BatchAxes,
    inputAxes: ExampleAxes,
    private readonly turns: number,
  ) {
    const first = inputAxes.findIndex((axis) => axis !== null);
    this.examples = tape.inputs[first]!.shape[inputAxes[first]!]!;
    const surroundings = {
      whole: (value: Value) => this.enter(this.constants, value, value.shape),
      part: (value: Value, axis: number) => this.slice(value, axis),
    };
    this.cutter = new Cutter(axes, definitionsOf(tape.equations), surroundings, this.examples / turns);
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

  /** [.., turns · size, ..] as [turns, .., size, ..] */
  private slice(value: Value, axis: number): Value {
    const { before, turns, examples } = this;
    const size = examples / turns;
    const apart = ops.reshape(before, value, value.shape.toSpliced(axis, 1, turns, size));
    const order = [axis, ...[...apart.shape.keys()].filter((one) => one !== axis)];
    const stack = axis === 0 ? apart : ops.transpose(before, apart, order);
    return this.enter(this.slices, stack, stack.shape.slice(1));
  }

  private isOf(equation: Equation, ...kinds: readonly string[]): boolean {
    return equation.outputs.some((output) => kinds.includes(this.axes.standing(output).kind));
  }

  write(): Tape {
    const { tape, axes, cutter, before } = this;
    for (const equation of tape.equations) if (!this.isOf(equation, "axis", "total", "after")) before.equations.push(equation);
    for (const equation of tape.equations) if (this.isOf(equation, "axis", "total")) cutter.equation(equation);
    const totals = [...axes.standings].flatMap(([value, { kind }]) => (kind === "total" ? [value] : []));
    const carries = totals.map((value) => this.carry(value));
    const zeros = totals.map((value) => ops.constant(before, value.shape, 0));
    const body: Tape = {
      inputs: [...this.constants.map(({ inner }) => inner), ...carries.map(({ now }) => now), ...this.slices.map(({ inner }) => inner)],
      equations: cutter.equations,
      outputs: carries.map(({ next }) => next),
    };
    const outer = ({ outer: value }: Entering) => value;
    const inputs = [...this.constants.map(outer), ...zeros, ...this.slices.map(outer)];
    const params = { body, length: this.turns, reverse: false, constants: this.constants.length, carries: totals.length };
    const scan = { primitive: "scan", inputs, params, outputs: totals } as const;
    const after = tape.equations.filter((equation) => this.isOf(equation, "after"));
    return eliminateDeadCode({ ...tape, equations: [...before.equations, scan, ...after] });
  }

  private carry(value: Value): { readonly now: Value; readonly next: Value } {
    const now = { ...value };
    const next = this.cutter.emit("add", [now, this.cutter.get(value)], {}, value);
    return { now, next };
  }
}

/** How many numbers there may be at a time: half a megabyte, of a cache of one or two that others use too. */
const AT_A_TIME = 2 ** 17;
/** Fewer examples than this make matrices too flat. */
const LEAST = 20;
/** Numbers that all examples share, and that every turn reads again. */
const SHARED = 2 ** 16;

/** Numbers that the tape keeps for each example. */
function keptPerExample({ equations }: Tape, axes: BatchAxes, examples: number): number {
  const stored = equations.filter(({ primitive }) => primitive === "scan" || primitive === "contract").flatMap(({ outputs }) => outputs);
  return stored.reduce((total, value) => total + (axes.axisOf(value) === null ? 0 : sizeOf(value.shape)), 0) / examples;
}

/** 1 where it would not pay. */
function turnsFor(tape: Tape, axes: BatchAxes, inputAxes: ExampleAxes): number {
  const counted = inputAxes.flatMap((axis, index) => (axis === null ? [] : [tape.inputs[index]!.shape[axis]!]));
  const [examples] = counted;
  if (examples === undefined || counted.some((count) => count !== examples)) return 1;
  const shared = tape.inputs.reduce((total, input, index) => total + (inputAxes[index] === null ? sizeOf(input.shape) : 0), 0);
  if (shared > SHARED) return 1;
  const wanted = AT_A_TIME / keptPerExample(tape, axes, examples);
  const sizes = Array.from({ length: examples }, (_, index) => index + 1).filter((size) => examples % size === 0 && size >= LEAST);
  const size = sizes.filter((one) => one <= wanted).at(-1) ?? sizes[0] ?? examples;
  return examples / size;
}

export interface SplitOptions {
  /** Instead of a number found by the size of the cache. Divides the number of examples. */
  readonly turns?: number;
}

/** The tape itself where its examples cannot be told apart, or are few. Sums are made in another order. */
export function splitBatch(tape: Tape, inputAxes: ExampleAxes, { turns: given }: SplitOptions = {}): Tape {
  if (inputAxes.every((axis) => axis === null)) return tape;
  const axes = new BatchAxes();
  tape.inputs.forEach((input, index) => {
    const axis = inputAxes[index] ?? null;
    if (axis !== null) axes.standings.set(input, { kind: "axis", axis });
  });
  try {
    axes.follow(tape.equations);
    if (tape.outputs.some((output) => axes.axisOf(output) !== null)) return tape;
    const turns = given ?? turnsFor(tape, axes, inputAxes);
    return turns <= 1 ? tape : new Splitter(tape, axes, inputAxes, turns).write();
  } catch (error) {
    if (error instanceof Uncuttable) return tape;
    throw error;
  }
}
