// An expression as a line of the equation notation, with elementwise operators and a text in the place of each symbol.

import type { PortId } from "../../../src/graph/document.ts";
import type { Expression, ExpressionOperator } from "./parse.ts";

const signs: Readonly<Record<ExpressionOperator, string>> = { add: "+", subtract: "-", multiply: ".*", divide: "./", power: ".^" };
const ranks: Readonly<Record<ExpressionOperator, number>> = { add: 1, subtract: 1, multiply: 2, divide: 2, power: 4 };
const negated = 3;
const atom = 5;

const rank = (part: Expression): number => {
  if (part.kind === "operator") return ranks[part.operator];
  return part.kind === "negate" ? negated : atom;
};

/** `operands` are texts that need no further brackets. */
export function writeExpression(expression: Expression, operands: Readonly<Record<PortId, string>>): string {
  const write = (part: Expression): string => {
    switch (part.kind) {
      case "number":
        return `${part.value}`;
      case "symbol":
        return Object.hasOwn(operands, part.name) ? operands[part.name]! : part.name;
      case "negate":
        return `-${bracket(part.operand, negated)}`;
      case "call":
        return `${part.name}(${part.operands.map(write).join(", ")})`;
      case "operator": {
        // equal ranks are read from the left, powers from the right
        const own = ranks[part.operator];
        const [left, right] = part.operator === "power" ? [own + 1, own] : [own, own + 1];
        return `${bracket(part.left, left)} ${signs[part.operator]} ${bracket(part.right, right)}`;
      }
    }
  };
  const bracket = (part: Expression, least: number): string => (rank(part) < least ? `(${write(part)})` : write(part));
  return write(expression);
}
