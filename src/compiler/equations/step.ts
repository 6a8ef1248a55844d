// What stands in [ ] behind a name: one of six steps, and nothing else.

import { type Expression, type Step, startOf } from "./expression.ts";
import { refuse } from "./refuse.ts";

/** A chain has a node for each step. */
const longestShift = 1000;

const isName = (expression: Expression, name: string): boolean => expression.kind === "name" && expression.name === name;

function readShift(expression: Extract<Expression, { kind: "binary" }>): number | null {
  const { operator, left, right } = expression;
  if (!isName(left, "t") || right.kind !== "number" || (operator !== "-" && operator !== "+")) return null;
  if (!Number.isInteger(right.value) || right.value < 1 || right.value > longestShift) {
    refuse(right.at, {
      message: `a shift of ${right.value} steps`,
      got: `${right.value}`,
      expected: `a whole number from 1 to ${longestShift}`,
    });
  }
  return operator === "-" ? -right.value : right.value;
}

const isAfter = (expression: Expression): boolean =>
  expression.kind === "binary" &&
  expression.operator === "+" &&
  isName(expression.left, "T") &&
  expression.right.kind === "number" &&
  expression.right.value === 1;

/** `name` is only for the message. */
export function readStep(inside: Expression, name: string): Step {
  if (isName(inside, "t")) return { kind: "now" };
  if (isName(inside, "T")) return { kind: "last" };
  if (inside.kind === "number" && inside.value === 1) return { kind: "first" };
  if (inside.kind === "number" && inside.value === 0) return { kind: "before" };
  if (isAfter(inside)) return { kind: "after" };
  const by = inside.kind === "binary" ? readShift(inside) : null;
  if (by !== null) return { kind: "shift", by };
  return refuse(startOf(inside), {
    message: `this is no step of ${name}`,
    expected: `${name}[t-1], ${name}[t+1], ${name}[T] or ${name}[1]`,
    remedy: "components are taken with slice(x, from, to)",
  });
}
