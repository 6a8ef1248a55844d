// How parameters begin. Each is a pure function of seed, name and shape, so that order says nothing.

import { Problem } from "../base/errors.ts";
import { fillMulberry32 } from "../base/mulberry32.ts";
import { type RandomStream, stream } from "../base/random.ts";
import { type Shape, sizeOf } from "../engine/tape.ts";

/** Connections into and out of one unit. A matrix [out, in]; a kernel [out, in, rows, columns]. */
function fans(shape: Shape): { fanIn: number; fanOut: number } {
  const [out = 1, ...rest] = shape;
  if (rest.length === 0) return { fanIn: out, fanOut: out };
  const field = sizeOf(rest.slice(1));
  return { fanIn: rest[0]! * field, fanOut: out * field };
}

function fill(shape: Shape, draw: () => number): Float64Array {
  const numbers = new Float64Array(sizeOf(shape));
  for (let index = 0; index < numbers.length; index++) numbers[index] = draw();
  return numbers;
}

const filled = (shape: Shape, number: number) => new Float64Array(sizeOf(shape)).fill(number);
const uniform = (random: RandomStream, limit: number) => () => limit * (2 * random.uniform() - 1);

/** Rows (or columns) of a random matrix made orthonormal by Gram-Schmidt (Saxe et al. 2014). */
function orthogonal(shape: Shape, random: RandomStream): Float64Array {
  const [rows = 1, ...rest] = shape;
  const columns = sizeOf(rest);
  const count = Math.min(rows, columns);
  const length = Math.max(rows, columns);
  const basis: Float64Array[] = [];
  while (basis.length < count) {
    const vector = Float64Array.from({ length }, () => random.normal());
    for (const other of basis) {
      const along = other.reduce((total, x, i) => total + x * vector[i]!, 0);
      for (let i = 0; i < length; i++) vector[i]! -= along * other[i]!;
    }
    const norm = Math.hypot(...vector);
    if (norm > 1e-8) basis.push(vector.map((x) => x / norm));
  }
  const at = (row: number, column: number) => (rows <= columns ? basis[row]![column]! : basis[column]![row]!);
  return Float64Array.from({ length: rows * columns }, (_, index) => at(Math.floor(index / columns), index % columns));
}

type Initializer = (shape: Shape, random: RandomStream) => Float64Array;

const initializers: Readonly<Record<string, Initializer>> = {
  zeros: (shape) => filled(shape, 0),
  ones: (shape) => filled(shape, 1),
  // Glorot & Bengio 2010: variance 2 / (fan in + fan out)
  "glorot-uniform": (shape, random) => fill(shape, uniform(random, Math.sqrt(6 / (fans(shape).fanIn + fans(shape).fanOut)))),
  "glorot-normal": (shape, random) => fill(shape, () => Math.sqrt(2 / (fans(shape).fanIn + fans(shape).fanOut)) * random.normal()),
  // He et al. 2015: variance 2 / fan in
  "he-uniform": (shape, random) => fill(shape, uniform(random, Math.sqrt(6 / fans(shape).fanIn))),
  "he-normal": (shape, random) => fill(shape, () => Math.sqrt(2 / fans(shape).fanIn) * random.normal()),
  normal: (shape, random) => fill(shape, () => random.normal()),
  uniform: (shape, random) => fill(shape, uniform(random, 1)),
  orthogonal,
};

export const initializerNames: readonly string[] = [
  "auto",
  ...Object.keys(initializers),
  "constant(x)",
  "uniform(limit)",
  "normal(deviation)",
  "mulberry32(seed, skip, low, high)",
];

/** For benchmarks: the same numbers in every program, whatever the parameter is called. */
const evenly =
  (seed: number, skip: number, low: number, high: number): Initializer =>
  (shape) => {
    const numbers = new Float64Array(sizeOf(shape));
    fillMulberry32(numbers, seed, skip, low, high);
    return numbers;
  };

interface CalledInitializer {
  /** How many numbers stand in its brackets. */
  readonly takes: number;
  readonly make: (...numbers: number[]) => Initializer;
}

const called: Readonly<Record<string, CalledInitializer>> = {
  constant: { takes: 1, make: (number) => (shape) => filled(shape, number) },
  uniform: { takes: 1, make: (limit) => (shape, random) => fill(shape, uniform(random, limit)) },
  normal: { takes: 1, make: (deviation) => (shape, random) => fill(shape, () => deviation * random.normal()) },
  mulberry32: { takes: 4, make: evenly },
};

/** `uniform(0.5)`, `mulberry32(1, 0, -0.5, 0.5)`; null where it is no call, or has other numbers than it takes. */
function calledInitializer(text: string): Initializer | null {
  const [, name = "", list = ""] = /^([a-z0-9]+)\(([^()]+)\)$/.exec(text) ?? [];
  const found = Object.hasOwn(called, name) ? called[name]! : null;
  const numbers = list.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  return found && numbers.length === found.takes && numbers.every(Number.isFinite) ? found.make(...numbers) : null;
}

function initializer(text: string, shape: Shape, where: string): Initializer {
  const name = text === "auto" ? (shape.length < 2 ? "zeros" : "glorot-uniform") : text;
  if (Object.hasOwn(initializers, name)) return initializers[name]!;
  const made = calledInitializer(name);
  if (made) return made;
  throw new Problem({
    code: "unknown-initializer",
    message: `parameter "${where}": initializer "${text}" is not known`,
    where: { node: where },
    got: text,
    expected: initializerNames.join(", "),
  });
}

/** Starting numbers of a parameter, row-major. `auto`: Glorot uniform for matrices and kernels, zeros for columns and numbers. */
export const initialNumbers = (name: string, shape: Shape, text: string, seed: number): Float64Array =>
  initializer(text, shape, name)(shape, stream(seed, `parameter ${name}`));
