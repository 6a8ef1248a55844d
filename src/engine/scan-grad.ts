// The derivative of scan: the forward scan keeps, at every step, what the backward body reads (residuals, stacked over the
// steps); one more scan runs the other way and carries the cotangents of the carries and the sums for the constants.

import { activeValues, backpropagate, backwardOf, Cotangents } from "./backpropagate.ts";
import { TapeBuilder } from "./builder.ts";
import * as ops from "./ops.ts";
import { TapeError } from "./shape-rules.ts";
import type { Equation, EquationOf, Tape, Value } from "./tape.ts";

export interface RecordedScan {
  /** The forward scan as it was emitted, with residual stacks. */
  readonly equation: EquationOf<"scan">;
  /** Its outputs that stand for the original's, in order. */
  readonly outputs: readonly Value[];
  /** Emits the backward scan and adds to the cotangents of the scan's inputs. Gives the gradients of inspected stacks. */
  backward(cotangents: Cotangents): ReadonlyMap<Value, Value>;
}

/** Inputs of a scan's body (or the scan's own inputs), by what they are. */
interface Parts {
  readonly constants: readonly Value[];
  readonly carries: readonly Value[];
  readonly slices: readonly Value[];
}

function split(values: readonly Value[], { constants, carries }: { constants: number; carries: number }): Parts {
  return {
    constants: values.slice(0, constants),
    carries: values.slice(constants, constants + carries),
    slices: values.slice(constants + carries),
  };
}

/** Body values on the way of a gradient; a carry is active as soon as what it becomes is. */
function activeInBody(
  body: Tape,
  scan: EquationOf<"scan">["params"],
  activeInputs: readonly boolean[],
  inspected: readonly boolean[],
): Set<Value> {
  const sources = new Set(body.inputs.filter((_, index) => activeInputs[index]));
  body.outputs.forEach((value, index) => {
    if (inspected[index]) sources.add(value);
  });
  for (;;) {
    const active = activeValues(body.equations, sources);
    const woken = body.inputs
      .slice(scan.constants, scan.constants + scan.carries)
      .filter((carry, index) => !sources.has(carry) && active.has(body.outputs[index]!));
    if (woken.length === 0) return active;
    for (const carry of woken) sources.add(carry);
  }
}

/** The backward equations of one step, and the values of the forward body that they read. */
interface BackwardStep {
  /** Cotangent inputs of the body's outputs, null where the output is not on the way of a gradient. */
  readonly seeds: readonly (Value | null)[];
  readonly equations: readonly Equation[];
  readonly cotangents: Cotangents;
}

function backwardStep(body: Tape, active: ReadonlySet<Value>): { tape: TapeBuilder; step: BackwardStep } {
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
  return { tape, step: { seeds, equations: tape.equations, cotangents } };
}

/** Values defined in the forward body that the backward equations (or their results) read. */
function residualsOf(body: Tape, backward: readonly Equation[], results: readonly Value[]): Value[] {
  const defined = new Set(body.equations.flatMap((equation) => equation.outputs));
  for (const input of body.inputs) defined.add(input);
  const read = new Set([...backward.flatMap((equation) => equation.inputs), ...results]);
  return [...read].filter((value) => defined.has(value));
}

/**
 * Emits the forward scan of `equation` on `builder` with stacks for all that its derivative will read.
 * @param inputs the scan's inputs on the builder
 * @param activeInputs which of them are on the way of a gradient
 * @param inspected which outputs' body values want their own gradient, per step
 */
export function recordScan(
  builder: TapeBuilder,
  equation: EquationOf<"scan">,
  inputs: readonly Value[],
  activeInputs: readonly boolean[],
  inspected: readonly boolean[],
): RecordedScan {
  const { params } = equation;
  const { body, carries } = params;
  const active = activeInBody(body, params, activeInputs, inspected);
  const { tape: stepTape, step } = backwardStep(body, active);
  const inner = split(body.inputs, params);
  const outer = split(inputs, params);
  const literals = new Map<Value, Equation>();
  for (const candidate of body.equations) if (candidate.primitive === "constant") literals.set(candidate.outputs[0]!, candidate);

  const gradientOf = (value: Value): Value => step.cotangents.get(value) ?? ops.zerosLike(stepTape, value);
  const activeCarries = inner.carries.map((value, index) => ({ value, index })).filter(({ value }) => active.has(value));
  const activeConstants = inner.constants.map((value, index) => ({ value, index })).filter(({ value }) => active.has(value));
  const activeSlices = inner.slices.map((value, index) => ({ value, index })).filter(({ value }) => active.has(value));
  const sums = activeConstants.map(({ value }) => ({ shape: value.shape, origin: null, name: null }) satisfies Value);
  const carried = [
    ...activeCarries.map(({ value }) => gradientOf(value)),
    ...activeConstants.map(({ value }, index) => {
      const contribution = step.cotangents.get(value);
      return contribution ? backwardOf(stepTape, value, () => ops.add(stepTape, sums[index]!, contribution)) : sums[index]!;
    }),
  ];
  const inspectedOutputs = body.outputs.map((value, index) => ({ value, index })).filter(({ index }) => inspected[index]);
  const stacked = [...activeSlices.map(({ value }) => gradientOf(value)), ...inspectedOutputs.map(({ value }) => gradientOf(value))];

  const residuals = residualsOf(body, step.equations, [...carried, ...stacked]);
  const readConstants = residuals.filter((value) => inner.constants.includes(value));
  const readSlices = residuals.filter((value) => inner.slices.includes(value));
  const readLiterals = residuals.filter((value) => literals.has(value));
  const kept = residuals.filter((value) => ![readConstants, readSlices, readLiterals].some((list) => list.includes(value)));

  // a residual that the scan stacks already is not stacked twice
  const stackIndex = new Map<Value, number>();
  body.outputs.forEach((value, index) => {
    if (index >= carries) stackIndex.set(value, index);
  });
  const extra = kept.filter((value) => !stackIndex.has(value));
  extra.forEach((value, index) => stackIndex.set(value, body.outputs.length + index));
  const extended: Tape = { ...body, outputs: [...body.outputs, ...extra] };
  const named = builder.emit("scan", inputs, { ...params, body: extended });
  const scan = builder.equations.at(-1) as EquationOf<"scan">;

  const backward = (cotangents: Cotangents): ReadonlyMap<Value, Value> => {
    const cotangentOf = (index: number) => cotangents.get(named[index]!);
    if (carried.length + stacked.length === 0 || !named.some((_, index) => cotangentOf(index))) return new Map();
    const finals = activeCarries.map(({ value, index }) => cotangentOf(index) ?? ops.zerosLike(builder, value));
    const zeros = activeConstants.map(({ value }) => ops.zerosLike(builder, value));
    const seeded = step.seeds.map((seed, index) => ({ seed, index })).filter(({ seed, index }) => seed && index >= carries);
    const fed = seeded.filter(({ index }) => cotangentOf(index));
    const absent = seeded.filter(({ index }) => !cotangentOf(index)).map(({ seed }) => zeroLiteral(seed!));
    const carrySeeds = activeCarries.map(({ index }) => step.seeds[index] ?? placeholder(inner.carries[index]!));
    const backwardBody: Tape = {
      inputs: [...readConstants, ...carrySeeds, ...sums, ...readSlices, ...kept, ...fed.map(({ seed }) => seed!)],
      equations: [...readLiterals.map((value) => literals.get(value)!), ...absent, ...step.equations],
      outputs: [...carried, ...stacked],
    };
    const outputs = builder.emit(
      "scan",
      [
        ...readConstants.map((value) => outer.constants[inner.constants.indexOf(value)]!),
        ...finals,
        ...zeros,
        ...readSlices.map((value) => outer.slices[inner.slices.indexOf(value)]!),
        ...kept.map((value) => named[stackIndex.get(value)!]!),
        ...fed.map(({ index }) => cotangentOf(index)!),
      ],
      { body: backwardBody, length: params.length, reverse: !params.reverse, constants: readConstants.length, carries: carried.length },
    );
    let next = 0;
    for (const { index } of activeCarries) cotangents.add(outer.carries[index]!, outputs[next++]!);
    for (const { index } of activeConstants) cotangents.add(outer.constants[index]!, outputs[next++]!);
    for (const { index } of activeSlices) cotangents.add(outer.slices[index]!, outputs[next++]!);
    const gradients = new Map<Value, Value>();
    for (const { index } of inspectedOutputs) gradients.set(named[index]!, outputs[next++]!);
    return gradients;
  };
  return { equation: scan, outputs: named.slice(0, body.outputs.length), backward };
}

/** A carry whose next value is not on the way of a gradient still takes its place among the carries. */
const placeholder = (like: Value): Value => ({ shape: like.shape, origin: null, name: null });

const zeroLiteral = (seed: Value): Equation => ({
  primitive: "constant",
  inputs: [],
  params: { shape: seed.shape, data: 0 },
  outputs: [seed],
});
