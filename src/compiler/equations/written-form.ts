// Node types that the notation writes out in other operations: their text is read, and what they read is put into it.

import type { PortId } from "../../graph/document.ts";
import type { Notation, ResolvedAttributes } from "../../graph/node-type.ts";
import type { Operands } from "./call-form.ts";
import type { Expression } from "./expression.ts";
import { checkLine } from "./line-check.ts";
import { nowhere } from "./place.ts";
import { scanLine } from "./tokens.ts";
import { readExpression } from "./tree.ts";

type WrittenNotation = Extract<Notation, { kind: "written" }>;

/** The expression with other things in the place of some names. */
function substitute(expression: Expression, names: ReadonlyMap<string, Expression>): Expression {
  const inner = (part: Expression): Expression => substitute(part, names);
  switch (expression.kind) {
    case "name":
      return names.get(expression.name) ?? expression;
    case "binary":
      return { ...expression, left: inner(expression.left), right: inner(expression.right) };
    case "negative":
    case "transpose":
      return { ...expression, operand: inner(expression.operand) };
    case "call":
      return { ...expression, arguments: expression.arguments.map((argument) => ({ ...argument, value: inner(argument.value) })) };
    case "rows":
      return { ...expression, rows: expression.rows.map((row) => row.map(inner)) };
    default:
      return expression;
  }
}

/** A name for each port that no formula has. */
const standIn = (index: number): string => `_operand_${index + 1}`;

export function writtenForm(notation: WrittenNotation, attributes: ResolvedAttributes, operands: Operands): Expression {
  const entries = [...operands].map(([port, value], index) => ({ port, value, name: standIn(index) }));
  const texts: Record<PortId, string> = Object.fromEntries(entries.map(({ port, name }) => [port, name]));
  const tokens = scanLine(notation.write(texts, attributes), nowhere.line);
  checkLine(tokens);
  return substitute(readExpression(tokens), new Map(entries.map(({ name, value }) => [name, value])));
}
