// The part of mathjs that differentiates, put together on first use, and small tools on its trees.

import type { FunctionNode, MathNode } from "mathjs";
import { create, isConstantNode, isOperatorNode, isParenthesisNode, isSymbolNode } from "mathjs/number";
import * as parts from "./mathjs-parts.ts";

interface Mathematics {
  parse(text: string): MathNode;
  derivative(node: MathNode, variable: string, options: { simplify: boolean }): MathNode;
}

let built: Mathematics | null = null;

function mathematics(): Mathematics {
  built ??= create(parts as Parameters<typeof create>[0]) as unknown as Mathematics;
  return built;
}

/** Products and powers are elementwise here, with a dot or without. */
export const parse = (text: string): MathNode => mathematics().parse(text.replace(/\.([*/^])/g, " $1"));

/** mathjs knows arithmetic, exp, log, sqrt, sin and cos; it must meet no other function. */
export const slopeOf = (expression: MathNode, letter: string): MathNode =>
  mathematics().derivative(expression, letter, { simplify: false });

/** The expression with others in the place of some letters; names of functions are no letters. */
export const filled = (expression: MathNode, letters: ReadonlyMap<string, MathNode>): MathNode =>
  expression.transform((node, path) => (path !== "fn" && isSymbolNode(node) && letters.get(node.name)) || node);

/** Names that are neither functions nor the only constant that is known by name. */
export function lettersIn(expression: MathNode): ReadonlySet<string> {
  const names = new Set<string>();
  expression.traverse((node, path) => {
    if (path !== "fn" && isSymbolNode(node) && node.name !== "pi") names.add(node.name);
  });
  return names;
}

/** `p * q` with trees for p and q. */
export const template = (text: string, letters: Readonly<Record<string, MathNode>>): MathNode =>
  filled(parse(text), new Map(Object.entries(letters)));

export const nameOf = (call: FunctionNode): string => String(call.fn.name);

export interface Operation {
  /** mathjs's name: add, subtract, multiply, divide, pow, unaryMinus. */
  readonly name: string;
  readonly operands: readonly MathNode[];
}

export const operationOf = (node: MathNode): Operation | null =>
  isOperatorNode(node) ? { name: String(node.fn), operands: node.args as MathNode[] } : null;

/** The number that an expression is without any letter, with its sign. */
export function numberIn(node: MathNode): number | null {
  if (isConstantNode(node)) return typeof node.value === "number" ? node.value : null;
  if (isParenthesisNode(node)) return numberIn(node.content);
  const operation = operationOf(node);
  const inner = operation?.name === "unaryMinus" ? numberIn(operation.operands[0]!) : null;
  return inner === null ? null : -inner;
}
