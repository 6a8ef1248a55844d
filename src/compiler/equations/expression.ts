// What a line says, with places: mathjs's tree cut down to what the notation has. Brackets are gone, the tree says it all.

import type { At } from "./refuse.ts";

export type Operator = "+" | "-" | "*" | ".*" | "/" | "./" | "^" | ".^";

/** What stands in [ ] behind a name: `t-1` is a shift of -1. */
export type Step =
  | { readonly kind: "now" }
  | { readonly kind: "shift"; readonly by: number }
  | { readonly kind: "first" }
  | { readonly kind: "last" }
  /** `h[0]`, `b[T+1]`: only on the left of `=`. */
  | { readonly kind: "before" }
  | { readonly kind: "after" };

export interface Argument {
  /** `learningRate` of `learningRate=0.01`. */
  readonly keyword: string | null;
  /** Where the argument begins. */
  readonly at: At;
  readonly value: Expression;
}

export type Expression =
  /** From a text never negative; the printer also writes negative ones. */
  | { readonly kind: "number"; readonly value: number; readonly at: At }
  | { readonly kind: "text"; readonly value: string; readonly at: At }
  | { readonly kind: "truth"; readonly value: boolean; readonly at: At }
  | { readonly kind: "name"; readonly name: string; readonly at: At }
  | { readonly kind: "step"; readonly name: string; readonly step: Step; readonly at: At }
  | { readonly kind: "negative"; readonly operand: Expression; readonly at: At }
  | { readonly kind: "transpose"; readonly operand: Expression; readonly at: At }
  /** `at` is the operator's place. */
  | { readonly kind: "binary"; readonly operator: Operator; readonly left: Expression; readonly right: Expression; readonly at: At }
  | { readonly kind: "call"; readonly name: string; readonly arguments: readonly Argument[]; readonly at: At }
  | { readonly kind: "rows"; readonly rows: readonly (readonly Expression[])[]; readonly at: At };

export type Call = Extract<Expression, { kind: "call" }>;

/** `name = value`, `h[0] = value` (before), `b[T+1] = value` (after). */
export interface Statement {
  readonly name: string;
  readonly border: "before" | "after" | null;
  readonly at: At;
  readonly value: Expression;
}

/** The part that is read first. */
function firstPart(expression: Expression): Expression {
  let part = expression;
  while (part.kind === "binary" || part.kind === "transpose") part = part.kind === "binary" ? part.left : part.operand;
  return part;
}

/** Where an expression begins. */
export const startOf = (expression: Expression): At => firstPart(expression).at;

export const startsWithNumber = (expression: Expression): boolean => firstPart(expression).kind === "number";

export function startsWithSign(expression: Expression): boolean {
  const first = firstPart(expression);
  return first.kind === "negative" || (first.kind === "number" && first.value < 0);
}

/** Parts of an expression in reading order. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "binary":
      return [expression.left, expression.right];
    case "negative":
    case "transpose":
      return [expression.operand];
    case "call":
      return expression.arguments.map((argument) => argument.value);
    case "rows":
      return expression.rows.flat();
    default:
      return [];
  }
}
