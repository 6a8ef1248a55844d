// Number expressions in attribute fields, `2 * units`. mathjs parses; we walk its tree over a closed list and never evaluate it.

import type { FunctionNode, MathNode } from "mathjs";
import { create, isConstantNode, isFunctionNode, isOperatorNode, isParenthesisNode, isSymbolNode, parseDependencies } from "mathjs/number";
import { attempt, Problem, type Result } from "../base/errors.ts";
import { limits } from "./limits.ts";

/** Values of the names that an expression may use: the attributes of the cell it stands in. */
export type NumberScope = Readonly<Record<string, number>>;

type Rule = (...operands: number[]) => number;

/** By mathjs's name of the operator. */
const operators: Readonly<Record<string, Rule>> = {
  add: (a = NaN, b = NaN) => a + b,
  subtract: (a = NaN, b = NaN) => a - b,
  multiply: (a = NaN, b = NaN) => a * b,
  divide: (a = NaN, b = NaN) => a / b,
  pow: (a = NaN, b = NaN) => a ** b,
  unaryMinus: (a = NaN) => -a,
  unaryPlus: (a = NaN) => a,
};

const functions: Readonly<Record<string, { readonly arity: number | null; readonly rule: Rule }>> = {
  sqrt: { arity: 1, rule: Math.sqrt },
  exp: { arity: 1, rule: Math.exp },
  log: { arity: 1, rule: Math.log },
  abs: { arity: 1, rule: Math.abs },
  floor: { arity: 1, rule: Math.floor },
  ceil: { arity: 1, rule: Math.ceil },
  round: { arity: 1, rule: Math.round },
  sin: { arity: 1, rule: Math.sin },
  cos: { arity: 1, rule: Math.cos },
  tanh: { arity: 1, rule: Math.tanh },
  min: { arity: null, rule: Math.min },
  max: { arity: null, rule: Math.max },
};

/** mathjs would read more (comments, strings, percent, several statements); these characters are all that we need. */
const alphabet = /^[\p{L}\p{N}_$.,+\-*/^() \t]+$/u;

let parser: ((text: string) => MathNode) | null = null;

/** The parser is built when the first expression is met: most documents have none. */
function parse(text: string): MathNode {
  parser ??= buildParser();
  return parser(text);
}

function buildParser(): (text: string) => MathNode {
  if (!parseDependencies) throw new Error("mathjs has no parser");
  const { parse } = create(parseDependencies);
  return parse;
}

const refuse = (message: string, remedy?: string): never => {
  throw new Problem({ code: "bad-expression", message, ...(remedy === undefined ? {} : { remedy }) });
};

function nameValue(name: string, scope: NumberScope): number {
  const value = Object.hasOwn(scope, name) ? scope[name] : undefined;
  if (value !== undefined) return value;
  if (name === "pi") return Math.PI;
  const known = Object.keys(scope);
  return refuse(`unknown name "${name}"`, known.length === 0 ? "no names are known here" : `known here: ${known.slice(0, 20).join(", ")}`);
}

/** The part of mathjs's OperatorNode that is read here. */
interface Operation {
  readonly fn: string;
  readonly op: string;
  readonly implicit: boolean;
  readonly args: readonly MathNode[];
}

function operatorValue(node: Operation, scope: NumberScope): number {
  const rule = Object.hasOwn(operators, node.fn) ? operators[node.fn] : undefined;
  if (!rule) return refuse(`"${node.op}" is no operator here`, "use + - * / ^");
  if (node.implicit) return refuse("a product without a sign", "write * between the factors");
  return rule(...node.args.map((operand) => valueIn(operand, scope)));
}

function callValue(node: FunctionNode, scope: NumberScope): number {
  const name = String(node.fn.name);
  const called = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!called) return refuse(`unknown function "${name}"`, `known: ${Object.keys(functions).join(", ")}`);
  const fits = called.arity === null ? node.args.length > 0 : node.args.length === called.arity;
  if (!fits) return refuse(`${name}: got ${node.args.length} arguments, expected ${called.arity ?? "one or more"}`);
  return called.rule(...node.args.map((operand) => valueIn(operand, scope)));
}

function valueIn(node: MathNode, scope: NumberScope): number {
  if (isConstantNode(node)) return typeof node.value === "number" ? node.value : refuse("only numbers can stand here");
  if (isSymbolNode(node)) return nameValue(node.name, scope);
  if (isParenthesisNode(node)) return valueIn(node.content, scope);
  if (isOperatorNode(node)) return operatorValue(node, scope);
  if (isFunctionNode(node)) return callValue(node, scope);
  return refuse("only numbers, names, + - * / ^ and functions can stand here");
}

function parsed(text: string): MathNode {
  if (text.length > limits.expressionLength) refuse(`${text.length} characters, expected at most ${limits.expressionLength}`);
  if (text.trim() === "") refuse("got nothing, expected a number");
  if (!alphabet.test(text)) refuse("only numbers, names, + - * / ^ and functions can stand here");
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return refuse(error.message.charAt(0).toLowerCase() + error.message.slice(1));
    throw error;
  }
}

/** The number that `text` says, or why it says none; the message is to be put behind the place. */
export function evaluateExpression(text: string, scope: NumberScope): Result<number> {
  return attempt(() => {
    const value = valueIn(parsed(text), scope);
    return Number.isFinite(value) ? value : refuse(`the value is ${value}, expected a finite number`);
  });
}
