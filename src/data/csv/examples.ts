// From rows to examples: which rows belong together, which examples are held out, and their numbers as fields.

import { stream } from "../../base/random.ts";
import { largestField } from "../attributes.ts";
import { type Field, type Split, zeros } from "../dataset.ts";
import type { Matrix } from "./columns.ts";
import type { Table } from "./parse.ts";
import { type Source, tableProblem } from "./problem.ts";

/** Rows of one example, one a step, in the order of the table. */
export type Example = readonly number[];

/** Rows that have the same text in the column are one sequence, whether or not they stand together; without a column each row is alone. */
export function examplesOf(table: Table, column: number | null): Example[] {
  if (column === null) return table.rows.map((_, row) => [row]);
  const sequences = new Map<string, number[]>();
  for (const [row, { cells }] of table.rows.entries()) {
    const rows = sequences.get(cells[column]!);
    if (rows) rows.push(row);
    else sequences.set(cells[column]!, [row]);
  }
  return [...sequences.values()];
}

export interface HeldOut<T> {
  readonly train: readonly T[];
  readonly test: readonly T[];
}

/** `share` of the examples, rounded, is for testing: drawn with the seed, or the last ones. At least one stays to train on. */
export function holdOut<T>(examples: readonly T[], share: number, how: "random" | "last", seed: number): HeldOut<T> {
  const count = Math.min(Math.round(share * examples.length), examples.length - 1);
  if (how === "last") return { train: examples.slice(0, examples.length - count), test: examples.slice(examples.length - count) };
  const order = stream(seed, "csv/test").shuffle([...examples.keys()]);
  const held = new Set(order.slice(0, count));
  return { train: examples.filter((_, index) => !held.has(index)), test: examples.filter((_, index) => held.has(index)) };
}

/** (x - mean) / standard deviation in every column, both taken over `rows` alone; a column that is constant there is only centred. */
export function standardised({ data, width }: Matrix, rows: readonly number[]): Matrix {
  const result = data.slice();
  for (let column = 0; column < width; column++) {
    const at = (row: number): number => data[row * width + column]!;
    const mean = rows.reduce((sum, row) => sum + at(row), 0) / rows.length;
    const deviation = Math.sqrt(rows.reduce((sum, row) => sum + (at(row) - mean) ** 2, 0) / rows.length) || 1;
    for (let place = column; place < data.length; place += width) result[place] = (data[place]! - mean) / deviation;
  }
  return { data: result, width };
}

const lengthsOf = (examples: readonly Example[]): Int32Array => Int32Array.from(examples, (rows) => rows.length);
const longestOf = (examples: readonly Example[]): number => lengthsOf(examples).reduce((most, length) => Math.max(most, length), 1);

/** `[T, B, width]` of sequences, shorter ones padded with zeros, or `[B, width]`. */
function fieldOf(examples: readonly Example[], { data, width }: Matrix, time: boolean): Field {
  const steps = longestOf(examples);
  const tensor = zeros([...(time ? [steps] : []), examples.length, width]);
  for (const [place, rows] of examples.entries()) {
    for (const [step, row] of rows.entries()) {
      tensor.data.set(data.subarray(row * width, (row + 1) * width), (step * examples.length + place) * width);
    }
  }
  return { tensor, time };
}

/** Lengths are told where sequences differ in it. */
export const differInLength = (examples: readonly Example[]): boolean => new Set(lengthsOf(examples)).size > 1;

export interface Layout {
  readonly time: boolean;
  readonly withLengths: boolean;
}

export const splitOf = (examples: readonly Example[], x: Matrix, y: Matrix, { time, withLengths }: Layout): Split => ({
  fields: { x: fieldOf(examples, x, time), y: fieldOf(examples, y, time) },
  ...(withLengths && { lengths: lengthsOf(examples) }),
  count: examples.length,
});

/** One long sequence among many short ones would ask for far more room than the table has numbers. */
export function checkRoom(examples: readonly Example[], width: number, source: Source): void {
  const steps = longestOf(examples);
  const numbers = steps * examples.length * width;
  if (numbers <= largestField) return;
  const got = `${numbers.toLocaleString("en")} numbers`;
  throw tableProblem(source, {
    code: "too-big",
    attribute: "sequence",
    what: `${examples.length} sequences of up to ${steps} steps make a field of ${got}`,
    got,
    expected: `at most ${largestField.toLocaleString("en")}`,
    remedy: "cut the longest sequences into shorter ones",
  });
}
