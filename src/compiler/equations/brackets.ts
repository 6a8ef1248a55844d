// The open brackets of a line while it is checked: what each one is, and how deep the expression in it goes.

import { type At, quote, refuse } from "./refuse.ts";
import type { Token } from "./tokens.ts";

export const bracketLimits = {
  /** Brackets inside each other. */
  brackets: 64,
  /** Operators and brackets on the longest way into an expression; it bounds the recursion of all who walk the tree. */
  depth: 500,
} as const;

export type BracketKind = "line" | "group" | "call" | "index" | "rows";

export interface Bracket {
  readonly kind: BracketKind;
  /** The opening bracket; null for the line itself. */
  readonly token: Token | null;
  /** Operators since the last separator, and the deepest bracket among them. */
  operators: number;
  inner: number;
  deepest: number;
  /** For `rows`: entries of the first row and of the present one. */
  width: number | null;
  entries: number;
}

const newBracket = (kind: BracketKind, token: Token | null): Bracket => ({
  kind,
  token,
  operators: 0,
  inner: 0,
  deepest: 0,
  width: null,
  entries: 1,
});

const closing: Readonly<Record<string, string>> = { "(": ")", "[": "]" };

export class Brackets {
  private readonly open: Bracket[] = [newBracket("line", null)];

  get current(): Bracket {
    return this.open[this.open.length - 1]!;
  }

  enter(kind: BracketKind, token: Token): void {
    if (this.open.length > bracketLimits.brackets) {
      const expected = `at most ${bracketLimits.brackets}`;
      refuse(token.at, {
        code: "too-big",
        message: `more than ${bracketLimits.brackets} brackets inside each other`,
        expected,
        remedy: "give inner parts names of their own",
      });
    }
    this.open.push(newBracket(kind, token));
  }

  leave(token: Token): void {
    const { token: opening } = this.current;
    if (!opening) refuse(token.at, { message: `${quote(token.text)} closes nothing`, remedy: "leave it out, or open a bracket before it" });
    const expected = closing[opening.text]!;
    if (token.text !== expected) {
      refuse(token.at, {
        message: `${quote(token.text)} closes a ${quote(opening.text)}`,
        got: token.text,
        expected,
        remedy: `write ${expected}`,
      });
    }
    if (this.current.kind === "rows") this.endRow(token.at);
    this.endPart(token.at);
    const { deepest } = this.open.pop()!;
    this.current.inner = Math.max(this.current.inner, deepest + 1);
  }

  operator(): void {
    this.current.operators += 1;
  }

  /** A comma, a semicolon, a closing bracket or the end of the line. */
  endPart(at: At): void {
    const bracket = this.current;
    bracket.deepest = Math.max(bracket.deepest, bracket.operators + bracket.inner);
    bracket.operators = 0;
    bracket.inner = 0;
    if (bracket.deepest <= bracketLimits.depth) return;
    refuse(at, {
      code: "too-big",
      message: "this expression is nested too deeply",
      expected: `at most ${bracketLimits.depth} operators`,
      remedy: "give parts of it names of their own",
    });
  }

  entry(): void {
    this.current.entries += 1;
  }

  endRow(at: At): void {
    const bracket = this.current;
    bracket.width ??= bracket.entries;
    if (bracket.entries !== bracket.width) {
      refuse(at, {
        message: `this row has ${bracket.entries} entries, the first has ${bracket.width}`,
        got: `${bracket.entries}`,
        expected: `${bracket.width}`,
      });
    }
    bracket.entries = 1;
  }

  end(at: At): void {
    const { token } = this.current;
    if (token)
      refuse(token.at, {
        message: `${quote(token.text)} is not closed on its line`,
        expected: closing[token.text]!,
        remedy: "a statement is one line",
      });
    this.endPart(at);
  }
}
