// Gradient check after HIPS autograd: the gradient of a random projection of the outputs against central differences; order 2
// checks the gradient's gradient in the same way.

import { prepare } from "./backend/reference/executor.ts";
import { TapeBuilder } from "./builder.ts";
import { grad } from "./grad.ts";
import * as ops from "./ops.ts";
import { sizeOf, type Tape, type Value } from "./tape.ts";

export interface GradientCheck {
  readonly order: 1 | 2;
  /** Inputs that are differentiated; default all. */
  readonly inputs?: readonly number[];
  /** Allowed difference, relative to 1 + |gradient|. */
  readonly tolerance?: number;
  readonly seed?: number;
}

export interface GradientMismatch {
  readonly order: number;
  /** Index of the tape's input, and of the element in it. */
  readonly input: number;
  readonly element: number;
  readonly gradient: number;
  readonly difference: number;
}

/** A fixed sequence in ±[0.5, 1.5] that has nothing to do with the inputs. */
function weights(count: number, seed: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    const wave = Math.sin(12.9898 * (index + 1) + 78.233 * (seed + 1)) * 43758.5453;
    const fraction = wave - Math.floor(wave);
    return (index % 2 === 0 ? 1 : -1) * (0.5 + fraction);
  });
}

/** Appends a scalar: the sum of all `outputs`, weighted. Gives a tape with that scalar as its only output. */
function projected(tape: Tape, outputs: readonly Value[], seed: number): Tape {
  const builder = new TapeBuilder();
  builder.inputs.push(...tape.inputs);
  builder.equations.push(...tape.equations);
  const terms = outputs.map((output, index) => {
    const weight = ops.constant(builder, output.shape, weights(sizeOf(output.shape), seed + index));
    return ops.sum(
      builder,
      ops.multiply(builder, output, weight),
      output.shape.map((_, axis) => axis),
    );
  });
  return builder.finish([terms.reduce((total, term) => ops.add(builder, total, term))]);
}

const step = (x: number) => 6e-6 * Math.max(1, Math.abs(x));

/** Central difference of the tape's scalar output by one element. */
function difference(run: (inputs: Float64Array[]) => number, inputs: readonly Float64Array[], input: number, element: number): number {
  const at = (shift: number) => {
    const moved = inputs.map((numbers) => Float64Array.from(numbers));
    moved[input]![element]! += shift;
    return run(moved);
  };
  const h = step(inputs[input]![element]!);
  return (at(h) - at(-h)) / (2 * h);
}

function compare(
  scalarTape: Tape,
  gradientTape: Tape,
  inputs: readonly Float64Array[],
  which: readonly number[],
  order: number,
  tolerance: number,
) {
  const scalarRun = prepare(scalarTape, "f64");
  const run = (values: Float64Array[]) => scalarRun.run(values)[0]![0]!;
  const gradients = prepare(gradientTape, "f64")
    .run([...inputs])
    .slice(1)
    .map((numbers) => Float64Array.from(numbers));
  const mismatches: GradientMismatch[] = [];
  which.forEach((input, place) => {
    for (let element = 0; element < inputs[input]!.length; element++) {
      const gradient = gradients[place]![element]!;
      const measured = difference(run, inputs, input, element);
      const agrees = Math.abs(gradient - measured) <= tolerance * (1 + Math.abs(gradient) + Math.abs(measured));
      if (!agrees) mismatches.push({ order, input, element, gradient, difference: measured });
    }
  });
  return mismatches;
}

/** All places where the gradient and the difference disagree; empty where the tape is right. */
export function checkGradient(tape: Tape, inputs: readonly Float64Array[], options: GradientCheck): GradientMismatch[] {
  const { order, tolerance = 2e-6, seed = 1 } = options;
  const which = options.inputs ?? tape.inputs.map((_, index) => index);
  const scalarTape = projected(tape, tape.outputs, seed);
  const gradientTape = grad(scalarTape, { of: 0, wrt: which.map((index) => tape.inputs[index]!) });
  const mismatches = compare(scalarTape, gradientTape, inputs, which, 1, tolerance);
  if (order === 1 || mismatches.length > 0) return mismatches;
  const second = projected(gradientTape, gradientTape.outputs.slice(1), seed + 100);
  const secondGradient = grad(second, { of: 0, wrt: which.map((index) => tape.inputs[index]!) });
  return compare(second, secondGradient, inputs, which, 2, tolerance * 10);
}
