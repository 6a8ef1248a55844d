// Looking into recurrence: all that is told about one state of a graph, for one example at given weights.

import { Problem } from "../../base/errors.ts";
import { largestFlow } from "./flow.ts";
import { type Horizon, memoryHorizon } from "./horizon.ts";
import { atStep, endOf, type Jacobian, jacobians } from "./jacobian.ts";
import { type LocalFactor, localFactors } from "./local-factor.ts";
import { frobeniusNorm, spectralNorm } from "./matrix/spectral-norm.ts";
import { courseOf } from "./rate.ts";
import { type RecurrentMatrix, recurrentMatrices } from "./recurrent-matrix.ts";
import { type Saturation, saturations } from "./saturation.ts";
import { defaultState, type RecurrentState, recurrentStates, sequencesInto } from "./states.ts";
import { type Share, strongestPath } from "./strongest-path.ts";
import { type Located, locate, type Subject } from "./subject.ts";
import { normsBack, type Verdict, verdictOf } from "./verdict.ts";

/** What is asked for, by name; null leaves it to the graph. */
export interface Question {
  readonly state: string | null;
  readonly input: string | null;
}

/** A Jacobian at every step, with its norms. */
export interface JacobianNorms extends Jacobian {
  /** `[T]` */
  readonly frobenius: Float64Array;
  readonly spectral: Float64Array;
}

export interface Study {
  /** Names of all states and of the sequences that the chosen one depends on. */
  readonly states: readonly string[];
  readonly inputs: readonly string[];
  readonly state: string;
  readonly input: string | null;
  readonly steps: number;
  /** Whether the state runs from the first step to the last, or back. */
  readonly direction: RecurrentState["direction"];
  readonly byState: JacobianNorms;
  readonly byInput: JacobianNorms | null;
  readonly verdict: Verdict;
  /** Of the strongest way back, in its order. */
  readonly shares: readonly Share[];
  readonly matrices: readonly RecurrentMatrix[];
  readonly saturations: readonly Saturation[];
  readonly horizon: Horizon | null;
}

const overSteps = (jacobian: Jacobian, norm: (matrix: Float64Array) => number): Float64Array =>
  Float64Array.from({ length: jacobian.steps }, (_, t) => norm(atStep(jacobian, t)));

function* withNorms(jacobian: Jacobian): Generator<void, JacobianNorms> {
  const { rows, columns } = jacobian;
  const spectral = new Float64Array(jacobian.steps);
  for (let t = 0; t < jacobian.steps; t++) {
    yield;
    spectral[t] = spectralNorm(atStep(jacobian, t), rows, columns);
  }
  return { ...jacobian, frobenius: overSteps(jacobian, frobeniusNorm), spectral };
}

function chosenState(states: readonly RecurrentState[], { state }: Question): RecurrentState {
  const chosen = states.find(({ name }) => name === state) ?? defaultState(states);
  if (chosen) return chosen;
  throw new Problem({
    code: "no-recurrence",
    message: "there is no recurrence in this graph: no value is carried from one step to the next",
    expected: "a cycle through a delay z⁻¹",
    remedy: "place a recurrent cell such as rnn or lstm, or wire a value back through a delay (z⁻¹)",
  });
}

function chosenInput(inputs: readonly Located[], { input }: Question): Located | undefined {
  return inputs.find(({ named }) => named.name === input) ?? inputs[0];
}

/** Of the gradient that arrives largest where anything arrives; where nothing does, of one of no particular direction. */
function* sharesOf(
  subject: Subject,
  state: RecurrentState,
  own: Jacobian,
  back: readonly number[],
  factors: readonly LocalFactor[],
): Generator<void, readonly Share[]> {
  const end = endOf(state, subject.steps);
  if (!back.every(Number.isFinite)) return [];
  const course = courseOf(back);
  if (course) {
    const begin = Math.abs(end - course.whole.steps);
    return strongestPath(subject, state, yield* largestFlow(subject, state, own, begin, factors), begin);
  }
  const passages = factors.map((factor) => ({ factor, gain: factor.gain }));
  return strongestPath(subject, state, { passages, lengths: null }, subject.steps - 1 - end);
}

/**
 * Works in small pieces: between one `yield` and the next there is a row of a Jacobian, a step's norm or a node, so that the caller may
 * breathe, or give up. Throws a Problem where the graph has no state, and where there are too many numbers.
 */
export function* studyRecurrence(subject: Subject, question: Question): Generator<void, Study> {
  const states = recurrentStates(subject);
  const state = chosenState(states, question);
  const inputs = sequencesInto(subject, state);
  const input = chosenInput(inputs, question);
  const own = locate(subject, state.path, state.port);
  const [stateJacobian, inputJacobian] = yield* jacobians(subject, state, input ? [own, input] : [own]);
  const byState = yield* withNorms(stateJacobian!);
  const factors = yield* localFactors(subject, state.cycle.members);
  const back = normsBack(state, byState.spectral);
  const shares = yield* sharesOf(subject, state, stateJacobian!, back, factors);
  return {
    states: states.map(({ name }) => name),
    inputs: inputs.map(({ named }) => named.name),
    state: state.name,
    input: input?.named.name ?? null,
    steps: subject.steps,
    direction: state.direction,
    byState,
    byInput: inputJacobian ? yield* withNorms(inputJacobian) : null,
    verdict: verdictOf(back, shares),
    shares,
    matrices: recurrentMatrices(subject, state, factors),
    saturations: saturations(subject, state),
    horizon: memoryHorizon(subject, state, factors, stateJacobian!),
  };
}

/** All pieces at once. */
export function studied(subject: Subject, question: Question): Study {
  const pieces = studyRecurrence(subject, question);
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
  }
}
