// Signals in the tests: a function of step, example and feature beside the tape value that should be the same.

import { evaluateTape } from "../../src/engine/backend/reference/executor.ts";
import { TapeBuilder } from "../../src/engine/builder.ts";
import { checkTape } from "../../src/engine/check.ts";
import { checkGradient } from "../../src/engine/check-gradient.ts";
import { createLowering } from "../../src/engine/lowering.ts";
import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { type Shape, sizeOf, type Tape } from "../../src/engine/tape.ts";
import { indices } from "./interpreter.ts";
import { apart, operandsOf } from "./numbers.ts";

export const steps = 3;
export const batch = 2;

export interface Form {
  readonly time: boolean;
  readonly batch: boolean;
  readonly shape: Shape;
}

export const still = { time: false, batch: false };
export const perStep = { time: true, batch: false };
export const perExample = { time: false, batch: true };
export const both = { time: true, batch: true };
export const leads = [still, perStep, perExample, both];

/** A number at each step, example and feature; what the form lacks is not looked at. */
export type At = (t: number, b: number, index: readonly number[]) => number;

export interface Setting {
  /** Real steps of each example; default all. */
  readonly lengths?: readonly number[];
  /** Lowers as if in a scan's body; the mask is then that of one step. */
  readonly inBody?: boolean;
}

const leadOf = (form: Form) => [...(form.time ? [steps] : []), ...(form.batch ? [batch] : [])];
export const shapeOf = (form: Form): Shape => [...leadOf(form), ...form.shape];

/** Row-major place of a number. */
function placeOf(form: Form, t: number, b: number, index: readonly number[]): number {
  const lead = (form.time ? t : 0) * (form.batch ? batch : 1) + (form.batch ? b : 0);
  return lead * sizeOf(form.shape) + index.reduce((place, i, axis) => place * form.shape[axis]! + i, 0);
}

export const fieldOf =
  (form: Form, numbers: ArrayLike<number>): At =>
  (t, b, index) =>
    numbers[placeOf(form, t, b, index)]!;

export interface Lowered {
  readonly form: Form;
  readonly tape: Tape;
  readonly numbers: readonly Float64Array[];
  /** Inputs of the tape that are operands, not the mask. */
  readonly operands: readonly number[];
  readonly at: readonly At[];
}

function maskOf(t: TapeBuilder, { lengths, inBody }: Setting): { mask: Signal | null; numbers: Float64Array[] } {
  if (!lengths) return { mask: null, numbers: [] };
  const form = { ...(inBody ? perExample : both), shape: [] };
  const real = Array.from({ length: inBody ? 1 : steps }, (_, step) => lengths.map((length) => (step < length ? 1 : 0))).flat();
  return { mask: { ...form, value: t.input(shapeOf(form)) }, numbers: [Float64Array.from(real)] };
}

/** Lowers an operation over operands of the given forms, fed with numbers that are apart from each other. */
export function lowered(forms: readonly Form[], write: (l: Lowering, ...operands: Signal[]) => Signal, setting: Setting = {}): Lowered {
  const t = new TapeBuilder();
  const { mask, numbers } = maskOf(t, setting);
  const inBody = setting.inBody ?? false;
  const lowering = createLowering(t, { steps: inBody ? null : steps, batch, mask, perStep: inBody, mode: "train" });
  const signals = forms.map((form): Signal => ({ ...form, value: t.input(shapeOf(form)) }));
  const { value, ...form } = write(lowering, ...signals);
  const lists = operandsOf(forms.map(shapeOf), "signals").map((list) => Float64Array.from(list));
  return {
    form,
    tape: checkTape(t.finish([value])),
    numbers: [...numbers, ...lists],
    operands: forms.map((_, index) => index + numbers.length),
    at: forms.map((operand, index) => fieldOf(operand, lists[index]!)),
  };
}

/** The numbers of the result, in row-major order. */
export const resultOf = ({ tape, numbers }: Lowered): number[] => [...evaluateTape(tape, numbers)[0]!];

/** The numbers that the form should hold, by plain loops. */
export function tabulate(form: Form, at: At): number[] {
  const times = Array.from({ length: form.time ? steps : 1 }, (_, t) => t);
  const examples = Array.from({ length: form.batch ? batch : 1 }, (_, b) => b);
  return times.flatMap((t) => examples.flatMap((b) => indices(form.shape).map((index) => at(t, b, index))));
}

/** Where the derivative of order 1 or 2 by the operands is wrong. */
export const wrongDerivatives = ({ tape, numbers, operands }: Lowered) => checkGradient(tape, numbers, { order: 2, inputs: operands });

export const listOf = (count: number) => apart(count, "list");
