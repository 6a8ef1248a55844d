// Ones, zeros and double signs taken out of an expression, and nothing more: f · (1 − f) stays as it is.

import type { MathNode } from "mathjs";
import { isParenthesisNode } from "mathjs/number";
import { numberIn, operationOf, parse, template } from "./local-derivative-mathjs.ts";

const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
};

const numberNode = (x: number): MathNode => parse(String(x));

const negative = (a: MathNode): MathNode => {
  const number = numberIn(a);
  if (number !== null) return numberNode(-number);
  const operation = operationOf(a);
  return operation?.name === "unaryMinus" ? operation.operands[0]! : template("-a", { a });
};

/** What is behind a minus sign, else null. */
const negated = (a: MathNode): MathNode | null => {
  const operation = operationOf(a);
  return operation?.name === "unaryMinus" ? operation.operands[0]! : null;
};

function sum(a: MathNode, b: MathNode): MathNode | null {
  if (numberIn(a) === 0) return b;
  if (numberIn(b) === 0) return a;
  const [left, right] = [negated(a), negated(b)];
  if (right) return template("a - b", { a, b: right });
  return left ? template("b - a", { a: left, b }) : null;
}

function difference(a: MathNode, b: MathNode): MathNode | null {
  if (numberIn(b) === 0) return a;
  if (numberIn(a) === 0) return negative(b);
  const right = negated(b);
  return right ? template("a + b", { a, b: right }) : null;
}

function product(a: MathNode, b: MathNode): MathNode | null {
  const [left, right] = [numberIn(a), numberIn(b)];
  if (left === 0 || right === 0) return numberNode(0);
  if (left === 1) return b;
  if (right === 1) return a;
  if (left === -1) return negative(b);
  if (right === -1) return negative(a);
  const [minusA, minusB, divisor] = [negated(a), negated(b), reciprocal(b)];
  if (minusA) return negative(folded(template("a * b", { a: minusA, b })));
  if (minusB) return negative(folded(template("a * b", { a, b: minusB })));
  if (divisor) return template("a / b", { a, b: divisor });
  // numbers come first
  return right !== null && left === null ? template("b * a", { a, b }) : null;
}

/** The b of 1 / b. */
function reciprocal(node: MathNode): MathNode | null {
  const operation = operationOf(node);
  return operation?.name === "divide" && numberIn(operation.operands[0]!) === 1 ? operation.operands[1]! : null;
}

function quotient(a: MathNode, b: MathNode): MathNode | null {
  if (numberIn(a) === 0) return numberNode(0);
  const left = numberIn(a) === null ? negated(a) : null;
  if (left) return negative(template("a / b", { a: left, b }));
  return numberIn(b) === 1 ? a : null;
}

function power(a: MathNode, b: MathNode): MathNode | null {
  if (numberIn(b) === 1) return a;
  return numberIn(b) === 0 ? numberNode(1) : null;
}

const laws: Readonly<Record<string, (a: MathNode, b: MathNode) => MathNode | null>> = {
  add: sum,
  subtract: difference,
  multiply: product,
  divide: quotient,
  pow: power,
};

/** Brackets are left to the printer. */
export function folded(expression: MathNode): MathNode {
  if (isParenthesisNode(expression)) return folded(expression.content);
  const inner = expression.map(folded);
  const operation = operationOf(inner);
  if (!operation) return inner;
  const [a, b] = operation.operands;
  if (operation.name === "unaryMinus") return negative(a!);
  if (!b || operation.operands.length > 2) return inner;
  const [left, right, compute] = [numberIn(a!), numberIn(b), arithmetic[operation.name]];
  if (left !== null && right !== null && compute) return numberNode(compute(left, right));
  return laws[operation.name]?.(a!, b) ?? inner;
}
