// Numbers from outside: nested lists by name become tensors, and the axes they have become the forms that a program is compiled for.

import { Problem, type ProblemData } from "../base/errors.ts";
import type { Tensor } from "../base/tensor.ts";
import { type Shape, sizeOf } from "../engine/tape.ts";

/** What is fed to one name. `lengths` are the real steps of each example of a `[T][B][n]` sequence. */
export interface Feed extends Tensor {
  readonly lengths?: readonly number[];
}

export type Feeds = ReadonlyMap<string, Feed>;

const LARGEST_FEED = 2 ** 27;

function refuse(name: string, what: string, details: Partial<ProblemData> = {}): never {
  throw new Problem({ code: "bad-values", message: `values "${name}": ${what}`, where: { node: name }, ...details });
}

/** Sizes along the first entries; that the others agree is checked while the numbers are read. */
function nestedShape(name: string, value: unknown): number[] {
  const shape: number[] = [];
  for (let inner = value; Array.isArray(inner); inner = inner[0]) {
    if (inner.length === 0) refuse(name, "an empty list", { got: "[]", expected: "at least one number" });
    if (shape.length === 8) refuse(name, "lists nested deeper than 8", { expected: "at most 8 axes" });
    shape.push(inner.length);
  }
  if (sizeOf(shape) > LARGEST_FEED) refuse(name, `${sizeOf(shape)} numbers`, { expected: `at most ${LARGEST_FEED}` });
  return shape;
}

const place = (indices: readonly number[]) => indices.map((index) => `[${index}]`).join("");

function readNested(name: string, value: unknown, shape: Shape, data: Float64Array): void {
  let next = 0;
  const read = (inner: unknown, indices: readonly number[]): void => {
    const size = shape[indices.length];
    const where = place(indices);
    if (size === undefined) {
      if (typeof inner !== "number" || !Number.isFinite(inner)) {
        const got = typeof inner === "number" ? String(inner) : JSON.stringify(inner)?.slice(0, 40);
        refuse(name, `${where || "it"} is ${got}, expected a finite number`, { got: String(got), expected: "a finite number" });
      }
      data[next++] = inner;
      return;
    }
    if (!Array.isArray(inner)) refuse(name, `${where || "it"} is not a list, expected ${size} entries`, { expected: `a list of ${size}` });
    if (inner.length !== size)
      refuse(name, `${where || "it"} has ${inner.length} entries, the lists beside it have ${size}`, {
        got: `${inner.length}`,
        expected: `${size}`,
      });
    inner.forEach((entry, index) => {
      read(entry, [...indices, index]);
    });
  };
  read(value, []);
}

/** A number or nested lists of finite numbers, all of equal length on each level. */
export function tensorOf(name: string, value: unknown): Tensor {
  const shape = nestedShape(name, value);
  const data = new Float64Array(sizeOf(shape));
  readNested(name, value, shape, data);
  return { shape, data };
}

function lengthsOf(name: string, value: unknown, [steps = 0, batch = 0]: Shape): number[] {
  const { data } = tensorOf(`${name}.lengths`, value);
  const lengths = [...data];
  if (lengths.length !== batch)
    refuse(name, `${lengths.length} lengths for ${batch} examples`, { got: `${lengths.length}`, expected: `${batch}` });
  for (const length of lengths) {
    if (!Number.isInteger(length) || length < 1 || length > steps) {
      refuse(name, `a length of ${length}, expected a whole number from 1 to ${steps}`, { got: String(length), expected: `1 to ${steps}` });
    }
  }
  return lengths;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function feedOf(name: string, value: unknown): Feed {
  if (!isRecord(value)) return tensorOf(name, value);
  const unknown = Object.keys(value).find((key) => key !== "data" && key !== "lengths");
  if (unknown !== undefined || !Object.hasOwn(value, "data")) {
    refuse(name, `an object with ${Object.keys(value).join(", ") || "nothing"}`, { expected: '{"data": [T][B][n], "lengths": [B]}' });
  }
  const tensor = tensorOf(name, value.data);
  if (value.lengths === undefined) return tensor;
  if (tensor.shape.length < 2) refuse(name, "lengths need a sequence with a batch axis", { expected: "[T][B][n]" });
  return { ...tensor, lengths: lengthsOf(name, value.lengths, tensor.shape) };
}

/** Reads the `--values` object. Throws a Problem that names the entry and the place in it. */
export function readFeeds(values: unknown): Feeds {
  if (!isRecord(values)) {
    throw new Problem({
      code: "bad-values",
      message: "values: expected one object with a name for each entry",
      expected: '{"name": numbers, ...}',
    });
  }
  return new Map(Object.entries(values).map(([name, value]) => [name, feedOf(name, value)]));
}

/** Nested lists from row-major numbers; not a finite number: its name as a text, so that JSON keeps it. */
export function nestedOf({ shape, data }: { shape: Shape; data: ArrayLike<number> }): unknown {
  let next = 0;
  const build = (axis: number): unknown => {
    if (axis < shape.length) return Array.from({ length: shape[axis]! }, () => build(axis + 1));
    const number = data[next++]!;
    return Number.isFinite(number) ? number : String(number);
  };
  return build(0);
}
