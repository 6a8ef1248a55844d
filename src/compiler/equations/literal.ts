// Numbers, texts and matrices that are written out: they become attributes, and nothing is evaluated.

import type { AttributeValue } from "../../graph/document.ts";
import { limits } from "../../graph/limits.ts";
import type { Expression } from "./expression.ts";
import { refuse } from "./refuse.ts";

/** `2`, `-2`; zero has no sign. */
export function literalNumber(expression: Expression): number | null {
  if (expression.kind === "number") return expression.value === 0 ? 0 : expression.value;
  if (expression.kind !== "negative") return null;
  const value = literalNumber(expression.operand);
  return value === null ? null : 0 - value;
}

type Rows = Extract<Expression, { kind: "rows" }>;

function numbersOf({ rows, at }: Rows): number[][] | null {
  const numbers: number[][] = [];
  let count = 0;
  for (const row of rows) {
    const values = row.map(literalNumber);
    const known = values.filter((value) => value !== null);
    if (known.length < values.length) return null;
    count += known.length;
    if (count > limits.tensorElements)
      refuse(at, { code: "too-big", message: "this matrix has too many numbers", expected: `at most ${limits.tensorElements}` });
    numbers.push(known);
  }
  return numbers;
}

const negated = (value: AttributeValue): AttributeValue =>
  Array.isArray(value) ? value.map((entry: AttributeValue) => negated(entry)) : 0 - Number(value);

/** `[1, 2; 3, 4]` as rows, `[1; 2]` and `[1]` as a column; null where a part is no number. */
function literalMatrix(expression: Rows): AttributeValue | null {
  const numbers = numbersOf(expression);
  if (!numbers) return null;
  return numbers.every((row) => row.length === 1) ? numbers.flat() : numbers;
}

/** What a `constant` node holds, also with a minus before it; null where it is no constant. */
export function literalTensor(expression: Expression): AttributeValue | null {
  const number = literalNumber(expression);
  if (number !== null) return number;
  if (expression.kind === "rows") return literalMatrix(expression);
  if (expression.kind !== "negative") return null;
  const value = literalTensor(expression.operand);
  return value === null ? null : negated(value);
}

/** What an attribute can be set to; null where it is no literal. */
export function literalValue(expression: Expression): AttributeValue | null {
  if (expression.kind === "text" || expression.kind === "truth") return expression.value;
  return literalTensor(expression);
}

/** A value that is wired, not a text or a truth value. */
export const isOperand = (expression: Expression): boolean => expression.kind !== "text" && expression.kind !== "truth";
