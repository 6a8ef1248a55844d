// Is a line well formed? Values and operators take turns, brackets close, no sign is left out. After this mathjs has nothing to refuse.

import { type BracketKind, Brackets } from "./brackets.ts";
import { refuseCharacter } from "./characters.ts";
import { type At, quote, type Refusal, refuse } from "./refuse.ts";
import type { Token } from "./tokens.ts";

/** Words that mathjs's grammar keeps for itself: as operators between values, and as values that are no numbers here. */
const operatorWords = new Set(["in", "to", "mod", "and", "or", "xor", "not"]);
const valueWords = new Set(["null", "undefined", "NaN", "Infinity"]);
export const parserWords: readonly string[] = [...operatorWords, ...valueWords];
export const isParserWord = (name: string): boolean => operatorWords.has(name) || valueWords.has(name);

const isSign = (token: Token | undefined, ...texts: readonly string[]): boolean => token?.kind === "sign" && texts.includes(token.text);

const noCommas: Readonly<Partial<Record<BracketKind, Refusal>>> = {
  line: { message: "a line holds one statement", remedy: "put each statement on a line of its own" },
  group: {
    message: "`,` separates arguments of a function, and these brackets belong to none",
    remedy: "write [a; b] to put columns on top of each other",
  },
  index: { message: "[ ] behind a name holds one step", remedy: "take components with slice(x, from, to)" },
};

class LineCheck {
  private readonly brackets = new Brackets();
  /** True where a value has to come next. */
  private wanting = true;
  private index = 0;
  private readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  run(): void {
    for (; this.index < this.tokens.length; this.index++) this.step(this.tokens[this.index]!);
    const last = this.tokens.at(-1);
    if (!last) return;
    const end: At = { line: last.at.line, column: last.at.column + last.text.length };
    if (this.wanting) refuse(last.at, { message: `a value is missing after ${quote(last.text)}`, remedy: "a statement is one line" });
    this.brackets.end(end);
  }

  private get previous(): Token | undefined {
    return this.tokens[this.index - 1];
  }

  private readonly signs: Readonly<Record<string, (token: Token) => void>> = {
    "(": (token) => this.round(token),
    "[": (token) => this.square(token),
    ")": (token) => this.close(token),
    "]": (token) => this.close(token),
    ",": (token) => this.comma(token),
    ";": (token) => this.semicolon(token),
    "=": (token) => this.equals(token),
    "'": (token) => this.transpose(token),
  };

  private step(token: Token): void {
    const sign = token.kind === "sign" ? this.signs[token.text] : (value: Token) => this.value(value);
    if (sign) sign(token);
    else this.operator(token);
  }

  private value(token: Token): void {
    const keyword = isSign(this.tokens[this.index + 1], "=") && this.brackets.current.kind === "call";
    if (token.kind === "name" && isParserWord(token.text) && !keyword) this.refuseWord(token);
    if (!this.wanting) this.refuseProduct(token);
    this.wanting = false;
  }

  private refuseWord(token: Token): never {
    if (!this.wanting && operatorWords.has(token.text)) {
      refuse(token.at, {
        message: `${quote(token.text)} is no operator of the notation, and there are no units`,
        got: token.text,
        remedy: "use + - * / ^ .* ./ .^",
      });
    }
    refuse(token.at, {
      code: "bad-name",
      message: `${quote(token.text)} cannot be a name`,
      got: token.text,
      remedy: "choose another name",
    });
  }

  /** Two values beside each other: mathjs would multiply them. */
  private refuseProduct(token: Token): never {
    const before = this.previous!.text;
    const text = token.kind === "text" || this.previous!.kind === "text";
    const shown = token.kind === "sign" || this.previous!.kind === "sign" ? "put * between the factors" : `write ${before} * ${token.text}`;
    refuse(token.at, {
      message: `a sign is missing between ${quote(before)} and ${quote(token.text)}`,
      got: `${before} ${token.text}`,
      expected: "an operator",
      remedy: text ? "separate arguments by commas" : shown,
    });
  }

  private round(token: Token): void {
    if (!this.wanting && this.previous?.kind !== "name") this.refuseProduct(token);
    this.brackets.enter(this.wanting ? "group" : "call", token);
    this.wanting = true;
  }

  private square(token: Token): void {
    if (!this.wanting && this.previous?.kind === "number") this.refuseProduct(token);
    if (!this.wanting && this.previous?.kind !== "name") {
      refuse(token.at, {
        message: "only a name has a step in [ ]",
        remedy: "give the value before the bracket a name on a line of its own",
      });
    }
    this.brackets.enter(this.wanting ? "rows" : "index", token);
    this.wanting = true;
  }

  private close(token: Token): void {
    const { kind } = this.brackets.current;
    const emptyCall = kind === "call" && isSign(this.previous, "(");
    if (this.wanting && kind !== "line" && !emptyCall) this.refuseMissing(token);
    this.brackets.leave(token);
    this.wanting = false;
  }

  private refuseMissing(token: Token): never {
    const before = this.previous;
    const between = before ? `between ${quote(before.text)} and ${quote(token.text)}` : `before ${quote(token.text)}`;
    refuse(token.at, { message: `a value is missing ${between}`, expected: "a name or a number" });
  }

  private comma(token: Token): void {
    if (this.wanting) this.refuseMissing(token);
    const { kind } = this.brackets.current;
    const refusal = noCommas[kind];
    if (refusal) refuse(token.at, refusal);
    if (kind === "rows") this.brackets.entry();
    this.brackets.endPart(token.at);
    this.wanting = true;
  }

  private semicolon(token: Token): void {
    if (this.wanting) this.refuseMissing(token);
    const { kind } = this.brackets.current;
    if (kind === "line")
      refuse(token.at, { message: "a line holds one statement, without `;`", remedy: "put each statement on a line of its own" });
    if (kind !== "rows") refuse(token.at, { message: "`;` stands between rows in [ ] only", remedy: "separate arguments by commas" });
    this.brackets.endRow(token.at);
    this.brackets.endPart(token.at);
    this.wanting = true;
  }

  private equals(token: Token): void {
    if (this.wanting) this.refuseMissing(token);
    const keyword =
      this.brackets.current.kind === "call" && this.previous?.kind === "name" && isSign(this.tokens[this.index - 2], "(", ",");
    const definition = this.brackets.current.kind === "line";
    if (!keyword && !definition)
      refuse(token.at, { message: "`=` cannot stand here", remedy: "a keyword argument is name=value inside a call" });
    this.brackets.endPart(token.at);
    this.wanting = true;
  }

  private transpose(token: Token): void {
    if (this.wanting) refuseCharacter("'", token.at);
    this.brackets.operator();
  }

  private operator(token: Token): void {
    if (this.wanting && token.text !== "-" && token.text !== "+") this.refuseMissing(token);
    this.brackets.operator();
    this.wanting = true;
  }
}

export const checkLine = (tokens: readonly Token[]): void => new LineCheck(tokens).run();
