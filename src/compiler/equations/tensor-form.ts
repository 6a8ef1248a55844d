// Numbers, columns and matrices as they are written.

import type { AttributeValue } from "../../graph/document.ts";
import type { Argument, Expression } from "./expression.ts";
import { nowhere } from "./place.ts";

const number = (value: number): Expression => ({ kind: "number", value, at: nowhere });
const argument = (value: Expression): Argument => ({ keyword: null, at: nowhere, value });

const isList = (value: AttributeValue): value is readonly AttributeValue[] => Array.isArray(value);

function sizesOf(value: AttributeValue): number[] {
  return isList(value) ? [value.length, ...(value[0] === undefined ? [] : sizesOf(value[0]))] : [];
}

function numbersOf(value: AttributeValue): number[] {
  return isList(value) ? value.flatMap(numbersOf) : [Number(value)];
}

const column = (numbers: readonly number[]): Expression => ({ kind: "rows", rows: numbers.map((entry) => [number(entry)]), at: nowhere });

function matrix(numbers: readonly number[], width: number): Expression {
  const rows = Array.from({ length: numbers.length / width }, (_, row) => numbers.slice(row * width, (row + 1) * width).map(number));
  return { kind: "rows", rows, at: nowhere };
}

/** What brackets cannot say, a column in other axes does. null for what has no numbers. */
export function tensorExpression(value: AttributeValue): Expression | null {
  const sizes = sizesOf(value);
  const numbers = numbersOf(value);
  if (numbers.length === 0 || numbers.some((entry) => !Number.isFinite(entry))) return null;
  const [rows = 1, columns = 1] = sizes;
  if (sizes.length === 0) return number(numbers[0]!);
  if (sizes.length === 1) return column(numbers);
  if (sizes.length === 2 && columns > 1 && rows >= 1) return matrix(numbers, columns);
  return { kind: "call", name: "reshape", arguments: [column(numbers), ...sizes.map(number)].map(argument), at: nowhere };
}
