// A line of text as tokens with their places. Signs that papers use become mathjs's here; everything foreign is refused by name.

import { isNamePart, isNameStart, longestName, refuseCharacter, signAliases } from "./characters.ts";
import { type At, quote, refuse } from "./refuse.ts";

export type TokenKind = "name" | "number" | "text" | "truth" | "sign";

export interface Token {
  readonly kind: TokenKind;
  /** As mathjs reads it: `.*` for ⊙. A text has its quotes. */
  readonly text: string;
  readonly at: At;
}

/** Longest first. */
const signs = [".*", "./", ".^", "+", "-", "*", "/", "^", "'", "(", ")", "[", "]", ",", ";", "="];

/** The dot of `2.*x` belongs to the operator, as in mathjs. */
const numberPattern = /(?:\d+(?:\.(?![*/^]))?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;

const startsWith = (line: string, index: number, text: string): boolean => line.startsWith(text, index);

const characterAt = (line: string, index: number): string => String.fromCodePoint(line.codePointAt(index) ?? 0);

class Scanner {
  readonly tokens: Token[] = [];
  private index: number;
  private readonly line: string;
  private readonly number: number;

  constructor(line: string, number: number) {
    this.line = line;
    this.number = number;
    // a byte order mark before the first line is the file's, not the text's
    this.index = number === 1 && line.startsWith("\uFEFF") ? 1 : 0;
  }

  private get at(): At {
    return { line: this.number, column: this.index + 1 };
  }

  scan(): readonly Token[] {
    while (this.index < this.line.length) {
      const character = characterAt(this.line, this.index);
      if (character === "#") break;
      if (character === "\t" || /^\p{Zs}$/u.test(character)) this.index += character.length;
      else this.token(character);
    }
    return this.tokens;
  }

  private token(character: string): void {
    const numeral = /^[0-9]$/.test(character) || (character === "." && /^[0-9]$/.test(this.line.charAt(this.index + 1)));
    if (isNameStart(character)) this.name();
    else if (numeral) this.numeral();
    else if (character === '"') this.quoted();
    else this.sign(character);
  }

  private push(kind: TokenKind, text: string, length = text.length): void {
    this.tokens.push({ kind, text, at: this.at });
    this.index += length;
  }

  private name(): void {
    let end = this.index;
    for (;;) {
      const character = characterAt(this.line, end);
      if (end >= this.line.length || !isNamePart(character)) break;
      end += character.length;
    }
    const text = this.line.slice(this.index, end);
    if (text.length > longestName) {
      const message = `the name ${quote(text)} has ${text.length} characters`;
      refuse(this.at, { code: "bad-name", message, got: `${text.length}`, expected: `at most ${longestName}` });
    }
    this.push(text === "true" || text === "false" ? "truth" : "name", text);
  }

  private numeral(): void {
    numberPattern.lastIndex = this.index;
    const text = numberPattern.exec(this.line)?.[0] ?? this.line.charAt(this.index);
    if (!Number.isFinite(Number(text))) {
      refuse(this.at, { message: `the number ${quote(text)} is too big`, got: text, expected: "a finite number" });
    }
    this.push("number", text);
  }

  private quoted(): void {
    const end = this.line.indexOf('"', this.index + 1);
    if (end < 0) refuse(this.at, { message: "this text is not closed", expected: '"', remedy: 'end it with "' });
    const text = this.line.slice(this.index, end + 1);
    const backslash = text.indexOf("\\");
    if (backslash >= 0)
      refuse({ line: this.number, column: this.index + backslash + 1 }, { message: "a text has no backslashes", remedy: "leave it out" });
    this.push("text", text);
  }

  private sign(character: string): void {
    this.refuseComparison();
    const alias = signAliases.get(character);
    const sign = alias ?? signs.find((candidate) => startsWith(this.line, this.index, candidate));
    if (sign === undefined && character === ".") this.refusePart();
    if (sign === undefined) refuseCharacter(character, this.at);
    this.push("sign", sign, alias === undefined ? sign.length : character.length);
  }

  private refuseComparison(): void {
    if (!startsWith(this.line, this.index, "==") && !startsWith(this.line, this.index, "!=")) return;
    refuse(this.at, { message: "comparisons are not in the notation", remedy: "write a single = to define a name" });
  }

  /** `a.b` of mathjs. */
  private refusePart(): void {
    if (!isNameStart(characterAt(this.line, this.index + 1))) return;
    refuse(this.at, {
      message: "parts written with a dot are not in the notation",
      remedy: "the name of a cell means its main output; write .* for a product component by component",
    });
  }
}

/** Everything from `#` on is left out. `number` counts lines from 1 on. */
export const scanLine = (line: string, number: number): readonly Token[] => new Scanner(line, number).scan();

/** The lines of a text, whichever way they end. */
export const linesOf = (text: string): string[] => text.split(/\r\n|\n|\r/);
