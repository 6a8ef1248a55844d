// A statement as a paper prints it: h_{t-1} for delays, fractions, ⊙ for products component by component.

import { attempt, type Result } from "../../base/errors.ts";
import { type Expression, type Operator, type Statement, startsWithNumber, startsWithSign } from "./expression.ts";
import { formatStep, rankOf, sidesOf } from "./format.ts";
import { readOneStatement } from "./statement.ts";
import { callTex, declaration } from "./tex-call.ts";
import { texOfName } from "./tex-name.ts";

/** A single thing and a transpose, as in format.ts; a fraction needs brackets below a power only. */
const atom = 6;
const fraction = 4;

const isFraction = (expression: Expression): boolean =>
  expression.kind === "binary" && (expression.operator === "/" || expression.operator === "./");
const texRank = (expression: Expression): number => (isFraction(expression) ? fraction : rankOf(expression));

const bracketed = (expression: Expression, least: number): string =>
  texRank(expression) < least ? `\\left(${expressionTex(expression)}\\right)` : expressionTex(expression);

function numberTex(value: number): string {
  const [mantissa = "", exponent] = String(value).split("e");
  if (exponent === undefined) return mantissa;
  const power = `10^{${Number(exponent)}}`;
  return mantissa === "1" ? power : `${mantissa} \\cdot ${power}`;
}

function signTex(operator: Operator, right: Expression): string {
  if (operator === ".*") return " \\odot ";
  if (operator !== "*") return ` ${operator} `;
  return startsWithNumber(right) ? " \\cdot " : " \\, ";
}

function binaryTex({ operator, left, right }: Extract<Expression, { kind: "binary" }>): string {
  switch (operator) {
    case "/":
    case "./":
      return `\\frac{${expressionTex(left)}}{${expressionTex(right)}}`;
    case "^":
    case ".^":
      return `{${bracketed(left, atom)}}^{${expressionTex(right)}}`;
    default: {
      const [least, leastRight] = sidesOf(operator);
      // a sign behind an operator is put into brackets in print
      return `${bracketed(left, least)}${signTex(operator, right)}${bracketed(right, startsWithSign(right) ? atom : leastRight)}`;
    }
  }
}

function rowsTex(rows: readonly (readonly Expression[])[]): string {
  const flat = rows.every((row) => row.length === 1) && rows.some(([entry]) => entry?.kind !== "number" && entry?.kind !== "negative");
  if (flat) return `\\left[${rows.map((row) => row.map(expressionTex).join("")).join(";\\, ")}\\right]`;
  return `\\begin{bmatrix} ${rows.map((row) => row.map(expressionTex).join(" & ")).join(" \\\\ ")} \\end{bmatrix}`;
}

function expressionTex(expression: Expression): string {
  switch (expression.kind) {
    case "number":
      return numberTex(expression.value);
    case "text":
    case "truth":
      return `\\text{${String(expression.value).replace(/[^A-Za-z0-9 .-]/g, " ")}}`;
    case "name":
      return texOfName(expression.name);
    case "step":
      return texOfName(expression.name, formatStep(expression.step));
    case "negative":
      return `-${bracketed(expression.operand, fraction)}`;
    case "transpose":
      return `{${bracketed(expression.operand, atom)}}^{\\top}`;
    case "binary":
      return binaryTex(expression);
    case "call":
      return callTex(expression, expressionTex);
    case "rows":
      return rowsTex(expression.rows);
  }
}

function statementTex({ name, border, value }: Statement): string {
  const target = texOfName(name, border === null ? null : formatStep({ kind: border }));
  const declared = value.kind === "call" ? declaration(value, expressionTex) : null;
  return declared === null ? `${target} = ${expressionTex(value)}` : `${target} ${declared}`;
}

/** TeX of one line of equations, for KaTeX in its safe mode. What is wrong with the line comes back with its column. */
export const texOf = (statement: string): Result<string> => attempt(() => statementTex(readOneStatement(statement)));
