// The derivative of one component in symbols. Where mathjs has no rule (gates, max, sign, erf) the chain rule goes on with our own.

import type { FunctionNode, MathNode } from "mathjs";
import { isFunctionNode } from "mathjs/number";
import { folded } from "./local-derivative-fold.ts";
import { filled, nameOf, numberIn, parse, slopeOf, template } from "./local-derivative-mathjs.ts";
import { abbreviations, rules } from "./local-derivative-rules.ts";

/** Functions that stand for others, written out. */
export function writtenOut(expression: MathNode): MathNode {
  const inner = expression.map(writtenOut);
  const text = isFunctionNode(inner) ? abbreviations.get(nameOf(inner)) : undefined;
  return text !== undefined && isFunctionNode(inner) ? writtenOut(template(text, { u: inner.args[0]! })) : folds(inner);
}

/** `max(a, b, c)` is `max(max(a, b), c)`. */
function folds(node: MathNode): MathNode {
  if (!isFunctionNode(node) || node.args.length < 3 || !/^(max|min)$/.test(nameOf(node))) return node;
  return node.args.reduce((a, b) => template(`${nameOf(node)}(u, v)`, { u: a, v: b }));
}

const isZero = (node: MathNode): boolean => numberIn(node) === 0;

/** ∂call/∂letter by the function's own rule, through every argument. */
function throughCall(call: FunctionNode, letter: string): MathNode {
  const operands = Object.fromEntries(call.args.map((argument, k) => [["u", "v", "w"][k] ?? "w", argument]));
  const terms = call.args.flatMap((argument, k) => {
    const inner = differentiated(argument, letter);
    const outer = rules.get(nameOf(call))?.slopes[k];
    return outer === undefined || isZero(inner) ? [] : [template("p * q", { p: template(outer, operands), q: inner })];
  });
  return folded(terms.reduce((sum, term) => template("p + q", { p: sum, q: term }), parse("0")));
}

/** ∂expression/∂letter, lightly simplified: what stays is recognizable as what was put in. */
export function differentiated(expression: MathNode, letter: string): MathNode {
  const calls: FunctionNode[] = [];
  // mathjs sees a letter where a function of ours stands
  const outer = expression.transform((node) => {
    if (!isFunctionNode(node) || !rules.has(nameOf(node))) return node;
    calls.push(node);
    return parse(standIn(calls.length - 1));
  });
  const back = new Map(calls.map((call, k) => [standIn(k), call]));
  const by = (variable: string) => filled(slopeOf(outer, variable), back);
  const terms = calls.flatMap((call, k) => {
    const inner = throughCall(call, letter);
    return isZero(inner) ? [] : [template("p * q", { p: by(standIn(k)), q: inner })];
  });
  return folded(terms.reduce((sum, term) => template("p + q", { p: sum, q: term }), by(letter)));
}

const standIn = (k: number): string => `call_${k}`;

/** The expression where every copy of `part` is the letter instead. */
export const named = (expression: MathNode, part: MathNode, letter: string): MathNode =>
  expression.transform((node) => (node.equals(part) ? parse(letter) : node));
