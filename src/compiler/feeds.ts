// Numbers from outside: nested lists by name become tensors, and the axes they have become the forms that a program is compiled for.

import { Problem, type ProblemData } from "../base/errors.ts";
import type { Tensor } from "../base/tensor.ts";
import { type Shape, sizeOf } from "../engine/tape.ts";
import { limits } from "../graph/limits.ts";
import { mostNumbersText, sizesText } from "../graph/too-large.ts";

/** What is fed to one name. `lengths` are the real steps of each example of a `[T][B][n]` sequence. */
export interface Feed extends Tensor {
  readonly lengths?: readonly number[];
}

export type Feeds = ReadonlyMap<string, Feed>;

function refuse(name: string, what: string, details: Partial<ProblemData> = {}): never {
  throw new Problem({ code: "bad-values", message: `values "${name}": ${what}`, where: { node: name }, ...details });
}

const place = (indices: readonly number[]) => indices.map((index) => `[${index}]`).join("") || "it";

const entries = (count: number) => `${count} entr${count === 1 ? "y" : "ies"}`;

function refuseEmpty(name: string, depth: number): never {
  refuse(name, `${place(new Array(depth).fill(0))} is an empty list, expected at least one number`, {
    got: "[]",
    expected: "at least one number",
    remedy: "a sequence has at least one step, a batch at least one example",
  });
}

function refuseTooLarge(name: string, shape: Shape): never {
  const got = sizesText(shape, sizeOf(shape));
  refuse(name, `got ${got}, expected ${mostNumbersText}`, {
    got,
    expected: mostNumbersText,
    remedy: "feed fewer examples or fewer steps at once",
  });
}

/** A list whose length is not that of the first on its level. */
function refuseUneven(name: string, indices: readonly number[], got: number, expected: number): never {
  const first = place(indices.map(() => 0));
  refuse(name, `${place(indices)} has ${entries(got)}, expected ${expected}, as ${first} has`, {
    got: entries(got),
    expected: entries(expected),
    remedy:
      "lists on one level are equally long; sequences of unequal lengths are filled up with zeros to the longest, " +
      `and their real steps told: "${name}": {"data": [T][B][n], "lengths": [B]}`,
  });
}

/** Sizes along the first entries; that the others agree is checked while the numbers are read. */
function nestedShape(name: string, value: unknown): number[] {
  const shape: number[] = [];
  for (let inner = value; Array.isArray(inner); inner = inner[0]) {
    if (inner.length === 0) refuseEmpty(name, shape.length);
    if (shape.length === limits.rank) refuse(name, `lists nested deeper than ${limits.rank}`, { expected: `at most ${limits.rank} axes` });
    shape.push(inner.length);
  }
  if (sizeOf(shape) > limits.shapeElements) refuseTooLarge(name, shape);
  return shape;
}

function readNested(name: string, value: unknown, shape: Shape, data: Float64Array): void {
  let next = 0;
  const read = (inner: unknown, indices: readonly number[]): void => {
    const size = shape[indices.length];
    const where = place(indices);
    if (size === undefined) {
      if (typeof inner !== "number" || !Number.isFinite(inner)) {
        const got = typeof inner === "number" ? String(inner) : JSON.stringify(inner)?.slice(0, 40);
        refuse(name, `${where} is ${got}, expected a finite number`, { got: String(got), expected: "a finite number" });
      }
      data[next++] = inner;
      return;
    }
    if (!Array.isArray(inner)) {
      const got = JSON.stringify(inner)?.slice(0, 40) ?? "nothing";
      refuse(name, `${where} is ${got}, expected a list of ${entries(size)}`, { got, expected: `a list of ${entries(size)}` });
    }
    if (inner.length !== size) refuseUneven(name, indices, inner.length, size);
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
