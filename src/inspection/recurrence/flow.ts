// The gradient that arrives largest: of all gradients of length 1 at the end of a state the one that is longest where it has come back to
// the beginning, and how long it is at every value on the way there. All that the nodes do to it multiplies to the norm of the Jacobian.

import { stream } from "../../base/random.ts";
import { portKey } from "../../compiler/shapes.ts";
import { atStep, gradientsAlong, type Jacobian } from "./jacobian.ts";
import type { LocalFactor } from "./local-factor.ts";
import { frobeniusNorm } from "./matrix/spectral-norm.ts";
import type { RecurrentState } from "./states.ts";
import { locate, type Subject } from "./subject.ts";

/** What a factor does to this very gradient. */
export interface Passage {
  readonly factor: LocalFactor;
  /** `[T]`: how much longer the gradient is behind the node than before it, at each step. */
  readonly gain: Float64Array;
}

export interface Flow {
  readonly passages: readonly Passage[];
  /** Length of the gradient `[T]` by output port, all ways together. */
  readonly lengths: ReadonlyMap<string, Float64Array>;
}

/** Of the power method; a direction whose singular value is nearly the largest serves as well. */
const ITERATIONS = 60;

const scaled = (vector: Float64Array): Float64Array => {
  const length = frobeniusNorm(vector);
  return length > 0 ? vector.map((x) => x / length) : vector;
};

/** The left singular vector of the largest singular value of `[n][m]`, not 0. */
function largestDirection(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const random = stream(1, "direction");
  const a = scaled(matrix);
  let u = scaled(Float64Array.from({ length: rows }, () => random.normal()));
  for (let k = 0; k < ITERATIONS; k++) {
    const v = new Float64Array(columns);
    for (let i = 0; i < a.length; i++) v[i % columns]! += a[i]! * u[Math.floor(i / columns)]!;
    const w = new Float64Array(rows);
    for (let i = 0; i < a.length; i++) w[Math.floor(i / columns)]! += a[i]! * v[i % columns]!;
    u = scaled(w);
  }
  return u;
}

/** Norm of `[T][n]` at each step. */
function lengthsOf(numbers: Float64Array, steps: number): Float64Array {
  const size = numbers.length / steps;
  return Float64Array.from({ length: steps }, (_, t) => frobeniusNorm(numbers.subarray(t * size, (t + 1) * size)));
}

function behind({ probe, diagonal }: LocalFactor, gradient: Float64Array): Float64Array {
  return diagonal ? diagonal.map((slope, k) => slope * gradient[k]!) : probe.back(gradient);
}

/**
 * @param own the state's Jacobian by itself
 * @param begin the step that counts as the beginning; the Jacobian is not 0 there
 * @param factors of all nodes on the state's cycle; one of them is looked into between one `yield` and the next
 */
export function* largestFlow(
  subject: Subject,
  state: RecurrentState,
  own: Jacobian,
  begin: number,
  factors: readonly LocalFactor[],
): Generator<void, Flow> {
  const { steps } = subject;
  const values = state.cycle.members.flatMap(({ path, outputs }) => outputs.map(({ id }) => ({ key: portKey(path, id), path, id })));
  const seed = largestDirection(atStep(own, begin), own.rows, own.columns);
  const found = gradientsAlong(
    subject,
    state,
    seed,
    values.map(({ path, id }) => locate(subject, path, id)),
  );
  const gradients = new Map(values.map(({ key }, index) => [key, found[index]!]));
  const lengths = new Map([...gradients].map(([key, gradient]) => [key, lengthsOf(gradient, steps)]));
  const passages: Passage[] = [];
  for (const factor of factors) {
    yield;
    const key = portKey(factor.node.path, factor.output);
    const before = lengths.get(key)!;
    const after = lengthsOf(behind(factor, gradients.get(key)!), steps);
    passages.push({ factor, gain: after.map((length, t) => (before[t] === 0 ? 0 : length / before[t]!)) });
  }
  return { passages, lengths };
}
