// The body of a backward scan: one step of a forward body, differentiated, and what it reads of that step.

import { activeValues, backpropagate, backwardOf, Cotangents } from "./backpropagate.ts";
import { TapeBuilder } from "./builder.ts";
import * as ops from "./ops.ts";
import { TapeError } from "./shape-rules.ts";
import type { Equation, ScanParams, Tape, Value } from "./tape.ts";

/** Inputs of a scan's body, or of the scan itself, by what they are. */
export function splitInputs<T>(values: readonly T[], { constants, carries }: { constants: number; carries: number }) {
  return {
    constants: values.slice(0, constants),
    carries: values.slice(constants, constants + carries),
    slices: values.slice(constants + carries),
  };
}

/** A body value with its place among the body's constants, carries or slices. */
interface Placed {
  readonly value: Value;
  readonly index: number;
}

export interface BackwardBody {
  /** Body inputs on the way of a gradient. */
  readonly activeCarries: readonly Placed[];
  readonly activeConstants: readonly Placed[];
  readonly activeSlices: readonly Placed[];
  /** Outputs (by index) whose body values want their own gradient. */
  readonly inspected: readonly number[];
  /** Cotangents of stacked outputs: an input of the body where one arrives, else zero. */
  readonly stackSeeds: readonly { readonly seed: Value; readonly output: number }[];
  /** Constants and slices of the forward scan that the backward body reads, by index. */
  readonly constants: readonly number[];
  readonly slices: readonly number[];
  /** Other forward values that it reads: the forward scan stacks them. */
  readonly residuals: readonly Value[];
  /** Results: next carries, then stacks. */
  readonly carried: readonly Value[];
  readonly stacked: readonly Value[];
  /** The body, given which stack seeds arrive and which are zero. */
  write(fed: readonly Value[], absent: readonly Value[]): Tape;
}

/** Body values on the way of a gradient; a carry is active as soon as what it becomes is. */
function activeInBody(params: ScanParams, activeInputs: readonly boolean[], inspected: readonly number[]): Set<Value> {
  const { body } = params;
  const carries = splitInputs(body.inputs, params).carries;
  const sources = new Set(body.inputs.filter((_, index) => activeInputs[index]));
  for (const output of inspected) sources.add(body.outputs[output]!);
  for (;;) {
    const active = activeValues(body.equations, sources);
    const woken = carries.filter((carry, index) => !sources.has(carry) && active.has(body.outputs[index]!));
    if (woken.length === 0) return active;
    for (const carry of woken) sources.add(carry);
  }
}

/** One seed for each output of the body that is on the way of a gradient, and the equations that carry them back. */
function differentiate(body: Tape, active: ReadonlySet<Value>) {
  const tape = new TapeBuilder();
  const cotangents = new Cotangents(tape);
  const seeds = body.outputs.map((output) => {
    if (!active.has(output)) return null;
    return backwardOf(tape, output, () => {
      const seed = tape.input(output.shape);
      cotangents.add(output, seed);
      return seed;
    });
  });
  backpropagate(tape, body.equations, active, cotangents, () => {
    throw new TapeError("a scan inside a scan has no derivative");
  });
  return { tape, seeds, cotangents };
}

/** Values defined in the forward body that the backward equations (or their results) read. */
function readFromForward(body: Tape, backward: readonly Equation[], results: readonly Value[]): Value[] {
  const defined = new Set([...body.inputs, ...body.equations.flatMap((equation) => equation.outputs)]);
  const read = new Set([...backward.flatMap((equation) => equation.inputs), ...results]);
  return [...read].filter((value) => defined.has(value));
}

const fresh = (like: Value): Value => ({ shape: like.shape, origin: null, name: null });

const zero = (value: Value): Equation => ({ primitive: "constant", inputs: [], params: { shape: value.shape, data: 0 }, outputs: [value] });

const placed = (values: readonly Value[], active: ReadonlySet<Value>): Placed[] =>
  values.map((value, index) => ({ value, index })).filter(({ value }) => active.has(value));

const indicesIn = (values: readonly Value[], list: readonly Value[]): number[] =>
  values.filter((value) => list.includes(value)).map((value) => list.indexOf(value));

/**
 * @param activeInputs which inputs of the scan are on the way of a gradient
 * @param inspectedOutputs which outputs' body values want their own gradient
 */
export function backwardBody(params: ScanParams, activeInputs: readonly boolean[], inspectedOutputs: readonly boolean[]): BackwardBody {
  const { body, carries } = params;
  const inspected = body.outputs.flatMap((_, index) => (inspectedOutputs[index] ? [index] : []));
  const active = activeInBody(params, activeInputs, inspected);
  const inner = splitInputs(body.inputs, params);
  const { tape, seeds, cotangents } = differentiate(body, active);
  const gradientOf = (value: Value): Value => cotangents.get(value) ?? ops.zerosLike(tape, value);

  const activeCarries = placed(inner.carries, active);
  const activeConstants = placed(inner.constants, active);
  const activeSlices = placed(inner.slices, active);
  const sums = activeConstants.map(({ value }) => fresh(value));
  const summed = activeConstants.map(({ value }, index) => {
    const contribution = cotangents.get(value);
    return contribution ? backwardOf(tape, value, () => ops.add(tape, sums[index]!, contribution)) : sums[index]!;
  });
  const carried = [...activeCarries.map(({ value }) => gradientOf(value)), ...summed];
  const stacked = [...activeSlices.map(({ value }) => gradientOf(value)), ...inspected.map((output) => gradientOf(body.outputs[output]!))];

  const literals = body.equations.filter(({ primitive }) => primitive === "constant");
  const read = readFromForward(body, tape.equations, [...carried, ...stacked]);
  const readLiterals = literals.filter(({ outputs }) => read.includes(outputs[0]!));
  const constants = indicesIn(read, inner.constants);
  const slices = indicesIn(read, inner.slices);
  const elsewhere = new Set([...inner.constants, ...inner.slices, ...literals.flatMap(({ outputs }) => outputs)]);
  const residuals = read.filter((value) => !elsewhere.has(value));
  // a carry whose next value is not on the way of a gradient still takes its place among the carries
  const carrySeeds = activeCarries.map(({ value, index }) => seeds[index] ?? fresh(value));

  return {
    activeCarries,
    activeConstants,
    activeSlices,
    inspected,
    stackSeeds: seeds.flatMap((seed, output) => (seed && output >= carries ? [{ seed, output }] : [])),
    constants,
    slices,
    residuals,
    carried,
    stacked,
    write: (fed, absent) => ({
      inputs: [
        ...constants.map((index) => inner.constants[index]!),
        ...carrySeeds,
        ...sums,
        ...slices.map((index) => inner.slices[index]!),
        ...residuals,
        ...fed,
      ],
      equations: [...readLiterals, ...absent.map(zero), ...tape.equations],
      outputs: [...carried, ...stacked],
    }),
  };
}
