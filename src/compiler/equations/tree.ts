// mathjs's tree as ours. mathjs keeps no places, but its tree read from left to right meets exactly the tokens of the line.

import type { Argument, Expression, Operator } from "./expression.ts";
import { type At, refuse } from "./refuse.ts";
import { readStep } from "./step.ts";
import * as syntax from "./syntax.ts";
import type { Token, TokenKind } from "./tokens.ts";

const operators = new Set(["+", "-", "*", ".*", "/", "./", "^", ".^"]);
const isOperator = (text: string): text is Operator => operators.has(text);

/** The parts of mathjs's OperatorNode that are read here. */
interface Operation {
  readonly fn: string;
  readonly args: readonly syntax.MathNode[];
}

class TreeReader {
  private index = 0;
  private readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  whole(tree: syntax.MathNode): Expression {
    const expression = this.read(tree);
    if (this.index < this.tokens.length) this.lost();
    return expression;
  }

  /** Cannot happen after the line was checked; if it does, the place is still right. */
  private lost(): never {
    const token = this.tokens[Math.min(this.index, this.tokens.length - 1)];
    return refuse(token?.at ?? { line: 1, column: 1 }, { message: "this cannot be read", remedy: "write it in smaller steps" });
  }

  private take(kind: TokenKind, text?: string): Token {
    const token = this.tokens[this.index];
    if (!token || token.kind !== kind || (text !== undefined && token.text !== text)) return this.lost();
    this.index += 1;
    return token;
  }

  private read(node: syntax.MathNode): Expression {
    if (syntax.isParenthesisNode(node)) return this.bracketed(node.content);
    if (syntax.isOperatorNode(node)) return this.operation(node);
    if (syntax.isFunctionNode(node)) return this.call(node.args);
    if (syntax.isAccessorNode(node)) return this.step(node.index.dimensions);
    if (syntax.isArrayNode(node)) return this.rows(node.items);
    return this.atom();
  }

  /** The token says what a value is: mathjs takes some names for constants. */
  private atom(): Expression {
    const token = this.tokens[this.index] ?? this.lost();
    this.index += 1;
    const { kind, text, at } = token;
    switch (kind) {
      case "name":
        return { kind, name: text, at };
      case "number":
        return { kind, value: Number(text), at };
      case "text":
        return { kind, value: text.slice(1, -1), at };
      case "truth":
        return { kind, value: text === "true", at };
      case "sign":
        return this.lost();
    }
  }

  private bracketed(content: syntax.MathNode): Expression {
    this.take("sign", "(");
    const expression = this.read(content);
    this.take("sign", ")");
    return expression;
  }

  private operation({ fn, args }: Operation): Expression {
    const [first, second] = args;
    if (!first) return this.lost();
    if (second) return this.binary(first, second);
    if (fn === "ctranspose") {
      const operand = this.read(first);
      return { kind: "transpose", operand, at: this.take("sign", "'").at };
    }
    const { text, at } = this.take("sign");
    const operand = this.read(first);
    return text === "-" ? { kind: "negative", operand, at } : operand;
  }

  private binary(first: syntax.MathNode, second: syntax.MathNode): Expression {
    const left = this.read(first);
    const { text, at } = this.take("sign");
    return isOperator(text) ? { kind: "binary", operator: text, left, right: this.read(second), at } : this.lost();
  }

  private call(nodes: readonly syntax.MathNode[]): Expression {
    const { text, at } = this.take("name");
    this.take("sign", "(");
    const found = nodes.map((node, index) => {
      if (index > 0) this.take("sign", ",");
      return this.argument(node);
    });
    this.take("sign", ")");
    return { kind: "call", name: text, arguments: found, at };
  }

  private argument(node: syntax.MathNode): Argument {
    const at: At = this.tokens[this.index]?.at ?? this.lost();
    if (!syntax.isAssignmentNode(node)) return { keyword: null, at, value: this.read(node) };
    const { text } = this.take("name");
    this.take("sign", "=");
    return { keyword: text, at, value: this.read(node.value) };
  }

  private step(dimensions: readonly syntax.MathNode[]): Expression {
    const { text, at } = this.take("name");
    this.take("sign", "[");
    const [inside] = dimensions;
    if (!inside) return this.lost();
    const step = readStep(this.read(inside), text);
    this.take("sign", "]");
    return { kind: "step", name: text, step, at };
  }

  /** `[a, b]` is a list of entries to mathjs, `[a; b]` a list of lists; the next separator tells which. */
  private rows(items: readonly syntax.MathNode[]): Expression {
    const { at } = this.take("sign", "[");
    const rows = this.hasRows() ? items.map((item, index) => this.row(item, index > 0)) : [this.entries(items)];
    this.take("sign", "]");
    return { kind: "rows", rows, at };
  }

  private row(item: syntax.MathNode, later: boolean): Expression[] {
    if (later) this.take("sign", ";");
    return syntax.isArrayNode(item) ? this.entries(item.items) : this.lost();
  }

  private entries(items: readonly syntax.MathNode[]): Expression[] {
    return items.map((item, index) => {
      if (index > 0) this.take("sign", ",");
      return this.read(item);
    });
  }

  /** Is there a `;` before the bracket that was just opened closes? */
  private hasRows(): boolean {
    let depth = 0;
    for (let index = this.index; index < this.tokens.length; index++) {
      const { kind, text } = this.tokens[index]!;
      if (kind !== "sign") continue;
      if (depth === 0 && text === ";") return true;
      if (text === "(" || text === "[") depth += 1;
      if ((text === ")" || text === "]") && depth-- === 0) return false;
    }
    return false;
  }
}

/** The tokens have passed checkLine; they are one expression. */
export function readExpression(tokens: readonly Token[]): Expression {
  const tree = syntax.parseSyntax(tokens.map((token) => token.text).join(" "));
  if (!tree)
    return refuse(tokens[0]?.at ?? { line: 1, column: 1 }, { message: "this cannot be read", remedy: "write it in smaller steps" });
  return new TreeReader(tokens).whole(tree);
}
