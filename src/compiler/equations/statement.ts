// A text as statements: one a line, comments and empty lines left out.

import { limits } from "../../graph/limits.ts";
import type { Expression, Statement } from "./expression.ts";
import { checkLine } from "./line-check.ts";
import { checkNewName } from "./name.ts";
import { quote, refuse } from "./refuse.ts";
import { linesOf, scanLine, type Token } from "./tokens.ts";
import { readExpression } from "./tree.ts";

/** The first `=` that is not inside brackets. */
function definitionSign(tokens: readonly Token[], from = 0): number {
  let depth = 0;
  for (let index = from; index < tokens.length; index++) {
    const { kind, text } = tokens[index]!;
    if (kind !== "sign") continue;
    if (text === "(" || text === "[") depth += 1;
    if (text === ")" || text === "]") depth -= 1;
    if (text === "=" && depth === 0) return index;
  }
  return -1;
}

function refuseStep(name: string, target: Extract<Expression, { kind: "step" }>): never {
  const remedy =
    target.step.kind === "now"
      ? `write ${name} = ...`
      : `write ${name} = ..., and the value at the border as ${name}[0] = ... or ${name}[T+1] = ...`;
  return refuse(target.at, {
    message: `${name} is defined for all steps at once, not for one of them`,
    expected: `${name}, ${name}[0] or ${name}[T+1]`,
    remedy,
  });
}

/** The left of `=`. */
function readTarget(target: Expression): Pick<Statement, "name" | "border" | "at"> {
  const { at } = target;
  if (target.kind === "name") {
    checkNewName(target.name, at);
    return { name: target.name, border: null, at };
  }
  if (target.kind === "step") {
    const { name, step } = target;
    checkNewName(name, at);
    return step.kind === "before" || step.kind === "after" ? { name, border: step.kind, at } : refuseStep(name, target);
  }
  if (target.kind === "call") {
    return refuse(at, { message: "functions cannot be defined", remedy: "draw a cell instead, and call it by its name" });
  }
  return refuse(at, { message: "only a name can stand on the left of =", remedy: "write name = expression" });
}

function readStatement(tokens: readonly Token[]): Statement {
  const sign = definitionSign(tokens);
  if (sign === 0) refuse(tokens[0]!.at, { message: "a name is missing before `=`", remedy: "write name = expression" });
  checkLine(tokens);
  if (sign < 0)
    refuse(tokens[0]!.at, { message: "this line defines nothing", expected: "name = expression", remedy: "write a name and = before it" });
  const second = definitionSign(tokens, sign + 1);
  if (second >= 0) refuse(tokens[second]!.at, { message: "a line defines one name", remedy: "put each definition on a line of its own" });
  return { ...readTarget(readExpression(tokens.slice(0, sign))), value: readExpression(tokens.slice(sign + 1)) };
}

/** Throws a Problem with line and column. */
export function readStatements(text: string): Statement[] {
  if (text.length > limits.textLength) {
    refuse(
      { line: 1, column: 1 },
      { code: "too-big", message: `the text has ${text.length} characters`, expected: `at most ${limits.textLength}` },
    );
  }
  return linesOf(text).flatMap((line, index) => {
    const tokens = scanLine(line, index + 1);
    return tokens.length === 0 ? [] : [readStatement(tokens)];
  });
}

/** A single statement, for what shows one line alone. */
export function readOneStatement(text: string): Statement {
  const [first, second] = readStatements(text);
  if (!first) return refuse({ line: 1, column: 1 }, { message: `${quote(text)} says nothing`, expected: "name = expression" });
  return second ? refuse(second.at, { message: "more than one statement", expected: "one" }) : first;
}
