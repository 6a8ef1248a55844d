// The gradient check of a whole document: the gradient of its loss by every parameter against central differences, in f64.

import { stream } from "../base/random.ts";
import { bind, checkNames } from "../compiler/bind.ts";
import { compile } from "../compiler/compile.ts";
import type { Feeds } from "../compiler/feeds.ts";
import { flatten } from "../compiler/flatten.ts";
import { formsOf } from "../compiler/forms.ts";
import { lossFirst } from "../compiler/gradient.ts";
import type { Program } from "../compiler/program.ts";
import { prepare } from "../engine/backend/reference/executor.ts";
import { TapeBuilder } from "../engine/builder.ts";
import { grad } from "../engine/grad.ts";
import * as ops from "../engine/ops.ts";
import { type Equation, type Shape, sizeOf, type Tape, type Value } from "../engine/tape.ts";
import type { Document } from "../graph/document.ts";
import type { Registry } from "../graph/node-type.ts";
import { initialNumbers } from "../training/initializers.ts";

/** A number that depends on the inputs of a tape. */
export type Scalar = (inputs: readonly Float64Array[]) => number;

export interface Comparison {
  readonly loss: Scalar;
  readonly inputs: readonly Float64Array[];
  /** The loss at `inputs`. */
  readonly value: number;
  /** Largest magnitude of any gradient: what is small beside it may drown in rounding. */
  readonly scale: number;
}

export interface Mismatch {
  readonly element: number;
  readonly gradient: number;
  readonly difference: number;
}

export interface Compared {
  readonly verdict: "ok" | "kink" | "fails";
  /** How many elements were compared. */
  readonly compared: number;
  /** Largest |gradient - central difference| of the elements that are not at a kink. */
  readonly largest: number;
  /** The worst element of a parameter that fails. */
  readonly worst: Mismatch | null;
}

const stepFor = (x: number): number => 6e-6 * Math.max(1, Math.abs(x));

interface Slopes {
  readonly central: number;
  readonly left: number;
  readonly right: number;
}

/** Differences with the step h, about one element of one input. */
function slopes({ loss, inputs, value }: Comparison, input: number, element: number, h: number): Slopes {
  const numbers = Float64Array.from(inputs[input]!);
  const moved = inputs.map((other, index) => (index === input ? numbers : other));
  const at = (x: number) => {
    numbers[element] = x;
    return loss(moved);
  };
  const x = numbers[element]!;
  const [before, after] = [at(x - h), at(x + h)];
  return { central: (after - before) / (2 * h), left: (value - before) / h, right: (after - value) / h };
}

/** Truncation is below a hundred-thousandth; rounding of the loss is spread by 1/h. */
const allowed = ({ scale, value }: Comparison, gradient: number, difference: number, h: number): number =>
  1e-5 * (Math.abs(gradient) + Math.abs(difference)) + 1e-7 * scale + (1e-14 * (1e-3 + Math.abs(value))) / h;

type Judged = { readonly verdict: Compared["verdict"]; readonly difference: number };

/** A smooth function agrees with one of three steps; at a kink the gradient lies between the one-sided differences. */
function judge(comparison: Comparison, input: number, element: number, gradient: number): Judged {
  const h = stepFor(comparison.inputs[input]![element]!);
  const first = slopes(comparison, input, element, h);
  const agrees = ({ central }: Slopes, step: number) => Math.abs(gradient - central) <= allowed(comparison, gradient, central, step);
  if (agrees(first, h)) return { verdict: "ok", difference: first.central };
  for (const step of [h * 10, h / 10]) {
    const other = slopes(comparison, input, element, step);
    if (agrees(other, step)) return { verdict: "ok", difference: other.central };
  }
  const slack = allowed(comparison, gradient, first.central, h);
  const [low, high] = [Math.min(first.left, first.right), Math.max(first.left, first.right)];
  const between = high - low > 10 * slack && gradient >= low - slack && gradient <= high + slack;
  return { verdict: between ? "kink" : "fails", difference: first.central };
}

export function compareElements(
  comparison: Comparison,
  input: number,
  gradients: ArrayLike<number>,
  elements: readonly number[],
): Compared {
  let [largest, kinks] = [0, 0];
  let worst: Mismatch | null = null;
  for (const element of elements) {
    const gradient = gradients[element]!;
    const { verdict, difference } = judge(comparison, input, element, gradient);
    const off = Math.abs(gradient - difference);
    if (verdict === "kink") kinks += 1;
    else if (!(off <= largest)) largest = off;
    if (verdict === "fails" && (!worst || !(off <= Math.abs(worst.gradient - worst.difference)))) worst = { element, gradient, difference };
  }
  return { verdict: worst ? "fails" : kinks > 0 ? "kink" : "ok", compared: elements.length, largest, worst };
}

/** Elements of one parameter that are differenced; of a larger one, as many chosen at random. */
const SAMPLE = 40;

/** One place in the space of inputs and parameters. */
export interface CheckPoint {
  /** Numbers for all inputs, and for the parameters that are to stand where they are. */
  readonly feeds: Feeds;
  readonly seed: number;
  /** Parameters that are not fed stay above zero, as a logarithm wants them. */
  readonly positive: boolean;
}

export interface CheckedParameter extends Compared {
  readonly name: string;
  readonly shape: Shape;
}

export interface DocumentCheck {
  /** Name of what was differentiated; null where a random projection of the results takes the place of a loss. */
  readonly loss: string | null;
  /** Its number; not finite where no gradient could be taken. */
  readonly value: number;
  readonly parameters: readonly CheckedParameter[];
}

const seeded = (seed: number, key: string, size: number) => {
  const random = stream(seed, key);
  return Float64Array.from({ length: size }, () => random.normal());
};

/** Results: what the graph's outputs show, and values that no other node reads; where there are neither, all that is computed. */
function resultIndices(document: Document, registry: Registry, program: Program): number[] {
  const { nodes, aliases } = flatten(document, registry);
  const read = new Set([...nodes.values()].flatMap((node) => [...node.inputs.values()].map(({ path, port }) => `${path}:${port}`)));
  const outputs = new Set(aliases.map(({ name }) => name));
  const slots = new Set(program.slots.map((slot) => slot.name));
  const computed = program.values.flatMap(({ name }, index) => (slots.has(name) ? [] : [index]));
  const results = computed.filter((index) => {
    const { name, path, port } = program.values[index]!;
    return outputs.has(name) || !read.has(`${path}:${port}`);
  });
  return results.length > 0 ? results : computed;
}

/** A tape whose only output is the loss, or the projection. */
function scalarTape(document: Document, registry: Registry, program: Program): Tape {
  if (program.lossIndex !== null) {
    const tape = lossFirst(program, program.lossIndex);
    return { ...tape, outputs: tape.outputs.slice(0, 1) };
  }
  const { forward } = program;
  const builder = new TapeBuilder();
  builder.inputs.push(...forward.inputs);
  builder.equations.push(...forward.equations);
  const terms = resultIndices(document, registry, program).map((index) => {
    const value = forward.outputs[index]!;
    const weights = seeded(1, `projection ${program.values[index]!.name}`, sizeOf(value.shape));
    const weighted = ops.multiply(builder, value, ops.constant(builder, value.shape, [...weights]));
    return ops.sum(
      builder,
      weighted,
      value.shape.map((_, axis) => axis),
    );
  });
  return builder.finish([terms.reduce((total, term) => ops.add(builder, total, term), ops.scalar(builder, 0))]);
}

interface Freezing {
  /** What `stopGradient` gave, as further outputs of `recording` and further inputs of `frozen`. */
  readonly held: readonly Value[];
  readonly recording: Tape;
  readonly frozen: Tape;
}

/** A gradient holds what stands behind `stopGradient` still; a difference must do the same to agree with it. */
function freezing(tape: Tape): Freezing {
  const held: Value[] = [];
  const recorded: Equation[] = [];
  const kept: Equation[] = [];
  for (const equation of tape.equations) {
    const inner = equation.primitive === "scan" ? freezing(equation.params.body) : null;
    if (equation.primitive === "scan" && inner && inner.held.length > 0) {
      const { params } = equation;
      const stacks = inner.held.map((value): Value => ({ ...value, shape: [params.length, ...value.shape] }));
      recorded.push({ ...equation, params: { ...params, body: inner.recording }, outputs: [...equation.outputs, ...stacks] });
      kept.push({ ...equation, params: { ...params, body: inner.frozen }, inputs: [...equation.inputs, ...stacks] });
      held.push(...stacks);
    } else {
      recorded.push(equation);
      if (equation.primitive === "stopGradient") held.push(...equation.outputs);
      else kept.push(equation);
    }
  }
  const recording = { ...tape, equations: recorded, outputs: [...tape.outputs, ...held] };
  return { held, recording, frozen: { ...tape, inputs: [...tape.inputs, ...held], equations: kept } };
}

/** The loss as a function of the tape's inputs, with what is held still at its numbers at `inputs`. */
function frozenLoss(tape: Tape, inputs: readonly Float64Array[]): Scalar {
  const { recording, frozen } = freezing(tape);
  const [, ...held] = prepare(recording, "f64")
    .run(inputs)
    .map((numbers) => Float64Array.from(numbers));
  const loss = prepare(frozen, "f64");
  return (moved) => loss.run([...moved, ...held])[0]![0]!;
}

/** Away from the starting numbers, where many gradients are zero and kinks are. */
function moved(name: string, shape: Shape, initializer: string, { seed, positive }: CheckPoint): Float64Array {
  const noise = seeded(seed, `check ${name}`, sizeOf(shape));
  return initialNumbers(name, shape, initializer, seed).map((start, index) => {
    const number = start + 0.2 * noise[index]!;
    return positive ? Math.abs(number) + 0.01 : number;
  });
}

function sampleOf(name: string, size: number, seed: number): readonly number[] {
  if (size <= SAMPLE) return Array.from({ length: size }, (_, index) => index);
  const random = stream(seed, `sample ${name}`);
  const chosen = new Set<number>();
  while (chosen.size < SAMPLE) chosen.add(random.integer(size));
  return [...chosen].sort((a, b) => a - b);
}

/** One parameter at a time is compared; `wanted` says which. Throws a located Problem where the document does not compile. */
export function checkAt(document: Document, registry: Registry, point: CheckPoint, wanted?: ReadonlySet<string>): DocumentCheck {
  const program = compile(document, registry, formsOf(document, registry, point.feeds));
  checkNames(program, point.feeds);
  const tape = scalarTape(document, registry, program);
  const inputs = bind(program, point.feeds, (name, shape, text) => moved(name, shape, text, point));
  const slots = program.slots.flatMap((slot, input) =>
    slot.kind === "parameter" && (wanted?.has(slot.name) ?? true) ? [{ slot, input }] : [],
  );
  const gradientTape = grad(tape, { of: 0, wrt: slots.map(({ input }) => tape.inputs[input]!) });
  const [value, ...gradients] = prepare(gradientTape, "f64").run(inputs);
  const comparison: Comparison = {
    loss: frozenLoss(tape, inputs),
    inputs,
    value: value![0]!,
    scale: Math.max(0, ...gradients.map(largest)),
  };
  const parameters = slots.map(({ slot: { name, shape }, input }, index): CheckedParameter => {
    return { name, shape, ...compareElements(comparison, input, gradients[index]!, sampleOf(name, sizeOf(shape), point.seed)) };
  });
  return { loss: program.lossIndex === null ? null : program.values[program.lossIndex]!.name, value: comparison.value, parameters };
}

const largest = (numbers: ArrayLike<number>): number => Array.from(numbers).reduce((most, number) => Math.max(most, Math.abs(number)), 0);

/** Points that are tried before a kink, or a loss that is not finite, is taken for what the model is like. */
export const ATTEMPTS = 4;

/**
 * Checks at `point(0)`; where the loss is not finite there, or a parameter stands at a kink, at the next ones.
 * @param point the same for the same attempt
 */
export function checkDocument(document: Document, registry: Registry, point: (attempt: number) => CheckPoint): DocumentCheck {
  let result: DocumentCheck | null = null;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const open = result && kinks(result);
    if (open?.size === 0) break;
    const next = checkAt(document, registry, point(attempt), open ?? undefined);
    const isLast = attempt === ATTEMPTS - 1;
    if (Number.isFinite(next.value) || (isLast && !result)) result = result ? renewed(result, next) : next;
  }
  return result!;
}

const kinks = ({ parameters }: DocumentCheck): ReadonlySet<string> =>
  new Set(parameters.filter(({ verdict }) => verdict === "kink").map(({ name }) => name));

/** The parameters of `later` in the place of those of `earlier`. */
function renewed(earlier: DocumentCheck, later: DocumentCheck): DocumentCheck {
  const again = new Map(later.parameters.map((parameter) => [parameter.name, parameter]));
  return { ...earlier, parameters: earlier.parameters.map((parameter) => again.get(parameter.name) ?? parameter) };
}
