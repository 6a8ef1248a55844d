// ∂h_T/∂v_i at every step i: the total derivative of a state at its last step by another value, through all steps between. Row k is the
// gradient of component k of h_T; one tape gives it by all values at all steps at once.

import { Problem } from "../../base/errors.ts";
import type { Executable } from "../../engine/backend/executable.ts";
import { prepare } from "../../engine/backend/reference/executor.ts";
import { TapeBuilder } from "../../engine/builder.ts";
import { grad } from "../../engine/grad.ts";
import * as ops from "../../engine/ops.ts";
import { simplify } from "../../engine/passes/index.ts";
import { sizeOf, type Tape } from "../../engine/tape.ts";
import type { RecurrentState } from "./states.ts";
import { type Located, locate, type Subject } from "./subject.ts";

export interface Jacobian {
  /** Of the value by which. */
  readonly name: string;
  readonly steps: number;
  /** n, of the state. */
  readonly rows: number;
  /** m, of the value by which. */
  readonly columns: number;
  /** `[T][n][m]` row-major: ∂h_T[row]/∂v_i[column]. */
  readonly numbers: Float64Array;
}

/** One of these is about 130 MB. */
const MOST_NUMBERS = 2 ** 24;
/** Multiplications, about; they take some twenty seconds. */
const MOST_WORK = 2 ** 33;

/** The step at which a state ends: the last, or the first of one that runs backward in time. */
export const endOf = ({ direction }: RecurrentState, steps: number): number => (direction === "forward" ? steps - 1 : 0);

/** Takes the slots and a seed [n]; gives Σ_k seed_k h_T[k], then its gradient by each value. */
function seededTape(subject: Subject, state: RecurrentState, wrt: readonly Located[]): Tape {
  const { forward } = subject.program;
  const builder = new TapeBuilder();
  builder.inputs.push(...forward.inputs);
  builder.equations.push(...forward.equations);
  const { value } = locate(subject, state.path, state.port);
  const seed = builder.input([state.units]);
  const end = endOf(state, subject.steps);
  const last = ops.reshape(builder, ops.sliceAxis(builder, value, 0, end, end + 1), [state.units]);
  const along = ops.sum(builder, ops.multiply(builder, last, seed), [0]);
  return simplify(grad(builder.finish([along]), { of: 0, wrt: wrt.map((by) => by.value) }));
}

/** All slots are written; the seed is missing. */
function preparedFor(subject: Subject, state: RecurrentState, wrt: readonly Located[]): Executable {
  const run = prepare(seededTape(subject, state, wrt), "f64");
  subject.inputs.forEach((numbers, index) => {
    run.write(index, numbers);
  });
  return run;
}

/** A row takes each parameter once forward and twice backward, at every step. */
function workOf({ program, steps }: Subject, { units }: RecurrentState): number {
  const trained = program.slots.filter(({ kind }) => kind === "parameter");
  return 3 * units * steps * trained.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}

function refuseTooLarge(subject: Subject, state: RecurrentState, wrt: readonly Located[]): void {
  const { steps } = subject;
  const remedy = "take a shorter example or fewer units";
  if (workOf(subject, state) > MOST_WORK) {
    const message = `the Jacobians of "${state.name}", ${state.units} units over ${steps} steps, would take minutes`;
    throw new Problem({ code: "too-large", message, remedy });
  }
  const { name, units } = state;
  const count = wrt.reduce((sum, { named }) => sum + steps * units * sizeOf(named.shape), 0);
  if (count <= MOST_NUMBERS) return;
  throw new Problem({
    code: "too-large",
    message: `the Jacobians of "${name}" over ${steps} steps have ${count.toLocaleString("en")} numbers, expected at most ${MOST_NUMBERS.toLocaleString("en")}`,
    got: String(count),
    expected: `at most ${MOST_NUMBERS}`,
    remedy,
  });
}

const emptyJacobian = ({ steps }: Subject, { units }: RecurrentState, { named }: Located): Jacobian => {
  const columns = sizeOf(named.shape);
  return { name: named.name, steps, rows: units, columns, numbers: new Float64Array(steps * units * columns) };
};

/** @param gradient `[T][m]` */
function writeRow({ steps, rows, columns, numbers }: Jacobian, row: number, gradient: ArrayLike<number>): void {
  for (let t = 0; t < steps; t++) {
    for (let column = 0; column < columns; column++) numbers[(t * rows + row) * columns + column] = gradient[t * columns + column]!;
  }
}

/**
 * Computes a row between one `yield` and the next, so that the caller may breathe or give up. A state as one of `wrt` gives the identity
 * at the last step.
 * @param wrt values that have steps
 * Throws a Problem where there is too much to compute.
 */
export function* jacobians(subject: Subject, state: RecurrentState, wrt: readonly Located[]): Generator<void, readonly Jacobian[]> {
  refuseTooLarge(subject, state, wrt);
  const run = preparedFor(subject, state, wrt);
  const found = wrt.map((by) => emptyJacobian(subject, state, by));
  for (let row = 0; row < state.units; row++) {
    yield;
    const seed = Float64Array.from({ length: state.units }, (_, k) => (k === row ? 1 : 0));
    run.write(subject.inputs.length, seed);
    const [, ...gradients] = run.step();
    found.forEach((jacobian, index) => {
      writeRow(jacobian, row, gradients[index]!);
    });
  }
  return found;
}

/**
 * The gradient of Σ_k seed_k h_T[k] by each value, `[T][m]`.
 * @param seed [n]
 * @param wrt values that have steps
 */
export function gradientsAlong(subject: Subject, state: RecurrentState, seed: Float64Array, wrt: readonly Located[]): Float64Array[] {
  const run = preparedFor(subject, state, wrt);
  run.write(subject.inputs.length, seed);
  const [, ...gradients] = run.step();
  return gradients.map((gradient) => Float64Array.from(gradient));
}

/** `[n][m]` of one step, a view. */
export const atStep = ({ rows, columns, numbers }: Jacobian, step: number): Float64Array =>
  numbers.subarray(step * rows * columns, (step + 1) * rows * columns);
