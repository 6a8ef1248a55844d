// The names of a text: which statement defines each one, and what is said about the borders of its delays.

import type { Statement } from "./expression.ts";
import { isEquationName } from "./name.ts";
import { type At, quote, refuse } from "./refuse.ts";
import type { Signatures } from "./signature.ts";
import { didYouMean } from "./suggest.ts";

/** Names that other notations have built in. */
const constants: ReadonlyMap<string, string> = new Map([
  ["pi", "3.141592653589793"],
  ["π", "3.141592653589793"],
  ["e", "2.718281828459045"],
]);

export class Definitions {
  private readonly values = new Map<string, Statement>();
  private readonly borders = new Map<string, Statement>();
  private readonly signatures: Signatures;

  constructor(statements: readonly Statement[], signatures: Signatures) {
    this.signatures = signatures;
    for (const statement of statements) this.add(statement);
    for (const { name, at } of this.borders.values()) this.check(name, at);
  }

  private add(statement: Statement): void {
    const { name, border, at } = statement;
    const table = border === null ? this.values : this.borders;
    const key = border === null ? name : `${name} ${border}`;
    const first = table.get(key);
    if (first) {
      const shown = border === null ? name : `${name}[${border === "before" ? "0" : "T+1"}]`;
      refuse(at, {
        code: "duplicate-name",
        message: `${shown} is already defined in line ${first.at.line}`,
        got: shown,
        remedy: "each name is defined once: choose another name",
      });
    }
    table.set(key, statement);
  }

  /** The statement that defines `name`; a Problem at `at` where none does. */
  check(name: string, at: At): Statement {
    return this.values.get(name) ?? this.refuseUnknown(name, at);
  }

  get(name: string): Statement | undefined {
    return this.values.get(name);
  }

  private refuseUnknown(name: string, at: At): never {
    if (name === "t" || name === "T") {
      refuse(at, {
        code: "bad-name",
        message: `${quote(name)} is reserved for steps and has no value`,
        got: name,
        remedy: "it stands in brackets only, as in h[t-1] and h[T]",
      });
    }
    if (this.signatures.has(name)) {
      refuse(at, {
        code: "unknown-name",
        message: `${quote(name)} is a function and no value`,
        got: name,
        remedy: `write ${name}(x), or define ${name} = ...`,
      });
    }
    const value = constants.get(name);
    const definable = isEquationName(name) ? `define it: ${name} = ...` : "choose another name";
    const otherwise = value === undefined ? definable : `no constant is built in; define it: ${name} = ${value}`;
    refuse(at, {
      code: "unknown-name",
      message: `${quote(name)} is not defined`,
      got: name,
      remedy: didYouMean(name, this.values.keys(), otherwise),
    });
  }
}
