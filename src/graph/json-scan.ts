// Reads a JSON text once, without recursion, before JSON.parse does: finds the first syntax error with line and column,
// too deep nesting, repeated keys, and keys that would reach into JavaScript's own objects. Grammar: RFC 8259.

import { Problem } from "../base/errors.ts";
import { limits } from "./limits.ts";

const forbiddenKeys: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null/y;
const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Keys met so far in an open object; null for a list. */
type Frame = Set<string> | null;

class JsonScan {
  private readonly text: string;
  private readonly open: Frame[] = [];
  private at = 0;
  private containers = 0;
  /** True right behind an opening bracket, where no comma stands. */
  private fresh = false;

  constructor(text: string) {
    this.text = text;
  }

  run(): void {
    let expectsValue = true;
    do {
      if (expectsValue) this.value();
      expectsValue = this.next();
    } while (expectsValue || this.open.length > 0);
    this.space();
    if (this.at < this.text.length) this.fail("the end of the file");
  }

  /** One scalar, or the opening of a list or object. */
  private value(): void {
    this.space();
    const char = this.text[this.at];
    if (char === "{") this.enter(new Set());
    else if (char === "[") this.enter(null);
    else if (char === '"') this.string();
    else if (!this.match(number) && !this.match(word)) this.fail("a value");
  }

  /** Goes on behind a value or an opening; true where another value must follow. */
  private next(): boolean {
    const frame = this.open.at(-1);
    if (frame === undefined) return false;
    this.space();
    if (this.text[this.at] === (frame ? "}" : "]")) return this.leave();
    if (!this.fresh) this.expect(",", frame ? '"," or "}"' : '"," or "]"');
    this.fresh = false;
    if (frame) this.key(frame);
    return true;
  }

  private enter(frame: Frame): void {
    if (this.open.length >= limits.nesting) this.refuse("too-deep", `lists and objects are more than ${limits.nesting} deep`);
    if (++this.containers > limits.containers) this.refuse("too-big", `it has more than ${limits.containers} lists and objects`);
    this.open.push(frame);
    this.fresh = true;
    this.at++;
  }

  private leave(): false {
    this.open.pop();
    this.fresh = false;
    this.at++;
    return false;
  }

  private key(keys: Set<string>): void {
    this.space();
    const start = this.at;
    if (this.text[start] !== '"') this.fail("a key in double quotes");
    this.string();
    const key: unknown = JSON.parse(this.text.slice(start, this.at));
    this.admit(String(key), keys, start);
    this.space();
    this.expect(":", '":"');
  }

  private admit(key: string, keys: Set<string>, start: number): void {
    if (forbiddenKeys.has(key)) this.refuse("forbidden-key", `the key "${key}" has no place in a Gradwire file`, start);
    if (keys.has(key))
      this.refuse("duplicate-key", `the key ${JSON.stringify(key.slice(0, limits.idLength))} stands twice in one object`, start);
    if (keys.size >= limits.keysPerObject) this.refuse("too-big", `an object has more than ${limits.keysPerObject} keys`, start);
    keys.add(key);
  }

  private string(): void {
    for (this.at++; this.text[this.at] !== '"'; ) {
      const code = this.text.charCodeAt(this.at);
      if (code === 92) {
        if (!this.match(escapeSequence)) this.fail("an escape such as \\n or \\u0041");
      } else if (code >= 32) this.at++;
      else this.fail('a closing "');
    }
    this.at++;
  }

  private match(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) return false;
    this.at = pattern.lastIndex;
    return true;
  }

  private space(): void {
    for (let code = this.text.charCodeAt(this.at); code === 32 || code === 10 || code === 13 || code === 9; ) {
      code = this.text.charCodeAt(++this.at);
    }
  }

  private expect(char: string, words: string): void {
    if (this.text[this.at] !== char) this.fail(words);
    this.at++;
  }

  private fail(expected: string): never {
    const char = this.text[this.at];
    const got = char === undefined ? "the end of the file" : JSON.stringify(char);
    throw new Problem({
      code: "bad-json",
      message: `not JSON: got ${got}, expected ${expected}`,
      where: this.place(this.at),
      got,
      expected,
    });
  }

  private refuse(code: string, reason: string, at = this.at): never {
    throw new Problem({ code, message: `file refused: ${reason}`, where: this.place(at) });
  }

  private place(at: number): { line: number; column: number } {
    const before = this.text.slice(0, at).split("\n");
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  }
}

/** Passes, or throws a Problem with line and column. */
export function scanJson(text: string): void {
  new JsonScan(text).run();
}
