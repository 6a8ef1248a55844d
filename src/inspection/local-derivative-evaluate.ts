// A tree of mathjs as a function of its letters. Walked by us over a closed list: nothing from a text is ever evaluated by mathjs.

import type { MathNode } from "mathjs";
import { isFunctionNode, isParenthesisNode, isSymbolNode } from "mathjs/number";
import { lettersIn, nameOf, numberIn, operationOf } from "./local-derivative-mathjs.ts";
import { known, rules } from "./local-derivative-rules.ts";

/** The number of a letter at one component. */
export type LetterAt = (component: number) => number;

const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  pow: (a, b) => a ** b,
  unaryMinus: (a) => -a,
  unaryPlus: (a) => a,
};

/** null where it holds a letter or a function that nobody knows. */
export function compiled(node: MathNode, letters: ReadonlyMap<string, LetterAt>): LetterAt | null {
  const number = numberIn(node);
  if (number !== null) return () => number;
  if (isParenthesisNode(node)) return compiled(node.content, letters);
  if (isSymbolNode(node)) return letters.get(node.name) ?? (node.name === "pi" ? () => Math.PI : null);
  const operation = operationOf(node);
  if (operation) return applied(operators[operation.name], operation.operands, letters);
  if (!isFunctionNode(node) || !isSymbolNode(node.fn)) return null;
  return applied(known.get(nameOf(node)) ?? rules.get(nameOf(node))?.compute, node.args, letters);
}

const nothing: LetterAt = () => 0;

/** Whether all of it is on our list, whatever its letters stand for: only then may mathjs differentiate it. */
export const isKnown = (node: MathNode): boolean =>
  compiled(node, new Map([...lettersIn(node)].map((letter) => [letter, nothing]))) !== null;

function applied(
  compute: ((a: number, b: number, c: number) => number) | undefined,
  operands: readonly MathNode[],
  letters: ReadonlyMap<string, LetterAt>,
): LetterAt | null {
  const parts = operands.map((operand) => compiled(operand, letters));
  if (!compute || parts.length > 3 || parts.includes(null)) return null;
  const [a, b, c] = [parts[0] ?? nothing, parts[1] ?? nothing, parts[2] ?? nothing];
  return (component) => compute(a(component), b(component), c(component));
}
