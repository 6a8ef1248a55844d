// The text of an expression node as a small tree. mathjs parses; what it accepts beyond the closed list is refused with its place.

import type { MathNode } from "mathjs";
import { create, parseDependencies } from "mathjs/number";
import { attempt, Problem } from "../../../src/base/errors.ts";
import { expressionFunctions } from "./functions.ts";

export type ExpressionOperator = "add" | "subtract" | "multiply" | "divide" | "power";

export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "symbol"; readonly name: string }
  | { readonly kind: "negate"; readonly operand: Expression }
  | { readonly kind: "operator"; readonly operator: ExpressionOperator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "call"; readonly name: string; readonly operands: readonly Expression[] };

/** mathjs would read more: comments, strings, lists, conditions, several statements. */
const foreignCharacter = /[^\p{L}\p{N}_.,+\-*/^() ]/u;
const longestText = 2000;
const mostBrackets = 100;
/** Of the tree: a sum of n terms is n deep. */
const deepestTree = 1000;
const operators: ReadonlyMap<string, ExpressionOperator> = new Map([
  ["+", "add"],
  ["-", "subtract"],
  ["*", "multiply"],
  [".*", "multiply"],
  ["/", "divide"],
  ["./", "divide"],
  ["^", "power"],
  [".^", "power"],
]);
/** The only names that are no ports; `e` is a port like any other (write `exp(x)`). */
const constants: ReadonlyMap<string, number> = new Map([
  ["pi", Math.PI],
  ["π", Math.PI],
]);
const portName = /^\p{L}[\p{L}\d_]*$/u;

interface Refusal {
  readonly what: string;
  /** Text at whose first occurrence the error is; without it, the beginning. */
  readonly at?: string;
  readonly column?: number;
  readonly remedy?: string;
}

function refuse(text: string, { what, at, column, remedy }: Refusal): never {
  const place = column ?? columnOf(text, at);
  throw new Problem({
    code: "bad-expression",
    message: `column ${place}: ${what}`,
    where: { attribute: "text", line: 1, column: place },
    ...(at !== undefined && { got: at }),
    ...(remedy !== undefined && { remedy }),
  });
}

/** Where `part` stands for itself, not within a longer name; 1 where it is not found. */
function columnOf(text: string, part: string | undefined): number {
  if (!part) return 1;
  const letter = /[\p{L}\d_]/u;
  const borders = (index: number) => !letter.test(text.charAt(index - 1)) && !letter.test(text.charAt(index + part.length));
  let index = text.indexOf(part);
  while (index >= 0 && !borders(index)) index = text.indexOf(part, index + 1);
  return Math.max(0, index) + 1;
}

/** One character for one, so that columns stay true. */
const plain = (text: string): string => text.replace(/[⊙·]/g, "*").replace(/−/g, "-").replace(/\s/g, " ");

/** Throws a Problem with the column where the text is no expression. */
export function parseExpression(text: string): Expression {
  if (text.trim() === "") refuse(text, { what: "nothing is written", remedy: "write a formula such as a * b + 1" });
  if (text.length > longestText) refuse(text, { what: `${text.length} characters, at most ${longestText} are read` });
  return new Walk(text).expression(mathTree(text), 0);
}

let mathParser: ((text: string) => MathNode) | null = null;

/** Built when the first expression is met: most graphs have none. */
function mathParse(text: string): MathNode {
  mathParser ??= create(parseDependencies!).parse;
  return mathParser(text);
}

function mathTree(text: string): MathNode {
  const written = plain(text);
  const foreign = foreignCharacter.exec(written);
  if (foreign) refuse(text, { what: `${foreign[0]} is no part of an expression`, column: foreign.index + 1 });
  const nesting = (written.match(/\(/g) ?? []).length;
  if (nesting > mostBrackets) refuse(text, { what: `${nesting} brackets, at most ${mostBrackets} are read` });
  try {
    return mathParse(written);
  } catch (error) {
    if (error instanceof RangeError) return refuse(text, { what: "nested too deeply" });
    if (!(error instanceof SyntaxError)) throw error;
    const column = "char" in error && typeof error.char === "number" ? error.char : 1;
    const reason = error.message.replace(/ \(char \d+\)$/, "");
    return refuse(text, { what: reason.charAt(0).toLowerCase() + reason.slice(1), column });
  }
}

class Walk {
  constructor(private readonly text: string) {}

  expression(node: MathNode, depth: number): Expression {
    if (depth > deepestTree) refuse(this.text, { what: "nested too deeply" });
    const inner = (child: MathNode) => this.expression(child, depth + 1);
    switch (node.type) {
      case "ParenthesisNode":
        return inner((node as MathNode & { content: MathNode }).content);
      case "ConstantNode":
        return this.number((node as MathNode & { value: unknown }).value);
      case "SymbolNode":
        return this.symbol((node as MathNode & { name: string }).name);
      case "OperatorNode":
        return this.operation(node as MathNode & Operation, inner);
      case "FunctionNode":
        return this.call(node as MathNode & Call, inner);
      default:
        return this.refuse("this is no part of an expression", node);
    }
  }

  private refuse(what: string, node: MathNode): never {
    const written = node.toString();
    return refuse(this.text, { what: `${what}: ${written}`, ...(plain(this.text).includes(written) && { at: written }) });
  }

  private number(value: unknown): Expression {
    if (typeof value === "number" && Number.isFinite(value)) return { kind: "number", value };
    return refuse(this.text, { what: `${String(value)} is no number`, at: String(value) });
  }

  private symbol(name: string): Expression {
    const value = constants.get(name);
    if (value !== undefined) return { kind: "number", value };
    if (name === "t" || name === "T")
      refuse(this.text, { what: `${name} is reserved for the time step`, at: name, remedy: "use another letter" });
    if (expressionFunctions.has(name)) refuse(this.text, { what: `${name} is a function`, at: name, remedy: `write ${name}(x)` });
    if (!portName.test(name)) refuse(this.text, { what: `${name} cannot be a port`, at: name, remedy: "begin the name with a letter" });
    return { kind: "symbol", name };
  }

  private operation(node: MathNode & Operation, inner: (child: MathNode) => Expression): Expression {
    const [left, right] = node.args;
    if (node.fn === "unaryMinus" && left) return { kind: "negate", operand: inner(left) };
    if (node.fn === "unaryPlus" && left) return inner(left);
    if (node.implicit) return this.refuse("a product needs its sign", node);
    const operator = operators.get(node.op);
    if (!operator || !left || !right) return this.refuse(`the operator ${node.op} is not offered`, node);
    return { kind: "operator", operator, left: inner(left), right: inner(right) };
  }

  private call(node: MathNode & Call, inner: (child: MathNode) => Expression): Expression {
    const name = node.fn.name ?? node.fn.toString();
    const known = expressionFunctions.get(name);
    if (!known) {
      const remedy = `one of ${[...expressionFunctions.keys()].join(", ")}`;
      return refuse(this.text, { what: `${name} is not offered as a function`, at: name, remedy });
    }
    const fits = known.orMore ? node.args.length >= known.operands : node.args.length === known.operands;
    if (!fits) {
      const expected = `${known.operands}${known.orMore ? " or more" : ""}`;
      return refuse(this.text, { what: `${name} has ${node.args.length} operands, expected ${expected}`, at: name });
    }
    return { kind: "call", name, operands: node.args.map(inner) };
  }
}

interface Operation {
  readonly op: string;
  readonly fn: string;
  readonly implicit: boolean;
  readonly args: readonly MathNode[];
}

interface Call {
  readonly fn: { readonly name?: string; toString(): string };
  readonly args: readonly MathNode[];
}

/** Free symbols in the order of their first appearance: the node's ports. */
export function symbolsOf(expression: Expression): readonly string[] {
  const found = new Set<string>();
  const visit = (part: Expression): void => {
    if (part.kind === "symbol") found.add(part.name);
    else if (part.kind === "negate") visit(part.operand);
    else if (part.kind === "call") part.operands.forEach(visit);
    else if (part.kind === "operator") [part.left, part.right].forEach(visit);
  };
  visit(expression);
  return [...found];
}

/** The ports of a text: its symbols, or, while it cannot be read, what looks like one, so that wires stay while somebody types. */
export function expressionPorts(text: string): readonly string[] {
  const read = attempt(() => symbolsOf(parseExpression(text)));
  if (read.ok) return read.value;
  const names = [...text.matchAll(/(?<![\p{L}\d_])\p{L}[\p{L}\d_]*(?![\p{L}\d_]|\s*\()/gu)].map(([name]) => name);
  return [...new Set(names)].filter((name) => !constants.has(name));
}
