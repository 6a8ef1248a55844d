// A tree of mathjs as a paper prints it: ⊙ between vectors, fractions, powers; letters by the names of this graph.

import type { MathNode } from "mathjs";
import { isConstantNode, isFunctionNode, isParenthesisNode, isSymbolNode } from "mathjs/number";
import { nameOf, numberIn, type Operation, operationOf } from "./local-derivative-mathjs.ts";
import { rules } from "./local-derivative-rules.ts";

/** TeX of a letter. */
export type LetterTex = (letter: string) => string;

const ranks: Readonly<Record<string, number>> = { add: 1, subtract: 1, unaryMinus: 2, multiply: 3, divide: 4, pow: 5 };
const atom = 6;

function rankOf(node: MathNode): number {
  if (isParenthesisNode(node)) return rankOf(node.content);
  const operation = operationOf(node);
  return operation ? (ranks[operation.name] ?? atom) : atom;
}

const upright: ReadonlyMap<string, string> = new Map(["exp", "log", "sin", "cos"].map((name) => [name, `\\${name}`]));

/** Four digits say enough of a constant. */
const numberTex = (x: number): string => String(Number(x.toPrecision(4)));

class Printer {
  constructor(private readonly letter: LetterTex) {}

  print(node: MathNode): string {
    if (isParenthesisNode(node)) return this.print(node.content);
    if (isConstantNode(node)) return numberTex(numberIn(node) ?? Number.NaN);
    if (isSymbolNode(node)) return node.name === "pi" ? "\\pi" : this.letter(node.name);
    const operation = operationOf(node);
    if (operation) return this.operation(operation);
    return isFunctionNode(node)
      ? this.call(
          nameOf(node),
          node.args.map((argument) => this.print(argument)),
        )
      : "?";
  }

  private call(name: string, [first = "", ...others]: readonly string[]): string {
    if (name === "sqrt") return `\\sqrt{${first}}`;
    const tex = rules.get(name)?.tex;
    if (tex) return tex(first, others[0] ?? "");
    return `${upright.get(name) ?? `\\operatorname{${name}}`}(${[first, ...others].join(", ")})`;
  }

  private atLeast(node: MathNode, rank: number): string {
    return rankOf(node) < rank ? `(${this.print(node)})` : this.print(node);
  }

  private operation({ name, operands }: Operation): string {
    const [a, b] = operands;
    if (!b) return name === "unaryMinus" ? `-${this.atLeast(a!, 3)}` : this.print(a!);
    switch (name) {
      case "add":
        return `${this.print(a!)} + ${this.atLeast(b, 2)}`;
      case "subtract":
        return `${this.print(a!)} - ${this.atLeast(b, 3)}`;
      case "multiply":
        return `${this.atLeast(a!, 3)} ${numberIn(a!) === null ? "\\odot" : "\\,"} ${this.atLeast(b, 3)}`;
      case "divide":
        return `\\frac{${this.print(a!)}}{${this.print(b)}}`;
      default:
        return this.power(a!, b);
    }
  }

  /** tanh²(C) is written as tanh(C)², as mathjs does; both are read. */
  private power(base: MathNode, exponent: MathNode): string {
    return `{${this.atLeast(base, atom)}}^{${this.print(exponent)}}`;
  }
}

export const texOfTree = (node: MathNode, letter: LetterTex): string => new Printer(letter).print(node);
