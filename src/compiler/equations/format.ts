// Expressions to text, with the brackets that reading needs and no others.

import { Problem } from "../../base/errors.ts";
import type { Argument, Expression, Operator, Statement, Step } from "./expression.ts";

/** How tightly mathjs binds: a sum, a product, a sign, a power, a transpose, a single thing. */
const ranks = { sum: 1, product: 2, sign: 3, power: 4, transpose: 5, atom: 6 } as const;

export function rankOfOperator(operator: Operator): number {
  if (operator === "+" || operator === "-") return ranks.sum;
  return operator === "^" || operator === ".^" ? ranks.power : ranks.product;
}

export function rankOf(expression: Expression): number {
  switch (expression.kind) {
    case "binary":
      return rankOfOperator(expression.operator);
    case "negative":
      return ranks.sign;
    case "number":
      return expression.value < 0 ? ranks.sign : ranks.atom;
    case "transpose":
      return ranks.transpose;
    default:
      return ranks.atom;
  }
}

/** The least ranks of both sides: powers are read from the right and may have a sign there, the others from the left. */
export function sidesOf(operator: Operator): readonly [number, number] {
  const rank = rankOfOperator(operator);
  return rank === ranks.power ? [ranks.transpose, ranks.sign] : [rank, rank + 1];
}

const bracketed = (expression: Expression, least: number): string =>
  rankOf(expression) < least ? `(${formatExpression(expression)})` : formatExpression(expression);

export function formatStep(step: Step): string {
  switch (step.kind) {
    case "now":
      return "t";
    case "first":
      return "1";
    case "last":
      return "T";
    case "before":
      return "0";
    case "after":
      return "T+1";
    case "shift":
      return step.by < 0 ? `t-${-step.by}` : `t+${step.by}`;
  }
}

function formatText(value: string): string {
  if (/["\\\n\r]/.test(value)) {
    throw new Problem({
      code: "no-notation",
      message: `the text ${JSON.stringify(value)} cannot be written in equations`,
      got: value,
      remedy: "leave quotes, backslashes and line ends out",
    });
  }
  return `"${value}"`;
}

const formatArgument = ({ keyword, value }: Argument): string => `${keyword === null ? "" : `${keyword}=`}${formatExpression(value)}`;

export function formatExpression(expression: Expression): string {
  switch (expression.kind) {
    case "number":
      return `${expression.value}`;
    case "text":
      return formatText(expression.value);
    case "truth":
      return `${expression.value}`;
    case "name":
      return expression.name;
    case "step":
      return `${expression.name}[${formatStep(expression.step)}]`;
    case "negative":
      return `-${bracketed(expression.operand, ranks.sign)}`;
    case "transpose":
      return `${bracketed(expression.operand, ranks.transpose)}'`;
    case "binary": {
      const [left, right] = sidesOf(expression.operator);
      return `${bracketed(expression.left, left)} ${expression.operator} ${bracketed(expression.right, right)}`;
    }
    case "call":
      return `${expression.name}(${expression.arguments.map(formatArgument).join(", ")})`;
    case "rows":
      return `[${expression.rows.map((row) => row.map(formatExpression).join(", ")).join("; ")}]`;
  }
}

/** A statement without its place. */
export type Written = Pick<Statement, "name" | "border" | "value">;

export function formatStatement({ name, border, value }: Written): string {
  const step = border === null ? "" : `[${formatStep({ kind: border })}]`;
  return `${name}${step} = ${formatExpression(value)}`;
}
