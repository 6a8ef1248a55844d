// The text of the panel as lines: which name a line defines, what is written beside the equations, and where a mark goes.

import type { Place } from "../../base/errors.ts";
import type { Said } from "../../compiler/equations/merge-say.ts";

export const linesOf = (text: string): string[] => text.split(/\r\n|\n|\r/);

/** `h` of `h = ...` and of `h[0] = ...`; null for remarks and empty lines. */
export function nameOf(line: string): string | null {
  return /^\s*([\p{L}_][\p{L}\p{N}_]*)\s*(?:\[[^\]=]*\]\s*)?=/u.exec(line)?.[1] ?? null;
}

/** The line, from 0, that a place of the text is in. */
export const lineAt = (text: string, offset: number): number => linesOf(text.slice(0, offset)).length - 1;

/** The equations, with a remark for each node that they have no words for. */
export function shownText({ text, standIns, silent, begins }: Said): string {
  const remarks = new Map([
    ...[...begins].map(([name, initializer]) => [name, `begins as ${initializer}`] as const),
    ...standIns.map(({ name, node, port }) => [name, node === name ? "a node, not text" : `${node}.${port}, a node`] as const),
  ]);
  const lines = linesOf(text).map((line) => {
    const remark = remarks.get(nameOf(line) ?? "");
    return remark === undefined ? line : `${line}  # ${remark}`;
  });
  const read = new Set(standIns.map(({ node }) => node));
  const unread = silent.filter(({ node }) => !read.has(node));
  return [...unread.map(({ node, type, why }) => `# ${node} = ${type}(...)  (a node, not text: ${why})`), ...lines].join("\n");
}

export interface Span {
  readonly text: string;
  readonly kind: "plain" | "remark" | "wrong";
}

const WORD = /^(?:[\p{L}\p{N}_.]+|\S)/u;

/** Columns of a line that an error underlines: the word that begins there, or the last sign where the line ends too early. */
export function wrongPart(line: string, column: number): readonly [number, number] {
  const start = Math.max(0, Math.min(column - 1, line.length));
  const word = WORD.exec(line.slice(start))?.[0];
  return word ? [start, start + word.length] : [Math.max(0, line.trimEnd().length - 1), line.length];
}

function cut(text: string, from: number, to: number, kind: Span["kind"]): Span[] {
  return from < to ? [{ text: text.slice(from, to), kind }] : [];
}

/** Pieces of a line as they are drawn; `column` is where an error is, from 1. */
export function spansOf(line: string, column: number | null = null): readonly Span[] {
  if (column !== null) {
    const [from, to] = wrongPart(line, column);
    return [...cut(line, 0, from, "plain"), ...cut(line, from, to, "wrong"), ...cut(line, to, line.length, "plain")];
  }
  const found = /^(?:"[^"]*"|[^#"])*/.exec(line)?.[0].length ?? 0;
  const at = line[found] === "#" ? found : line.length;
  return [...cut(line, 0, at, "plain"), ...cut(line, at, line.length, "remark")];
}

/** An error without a line is about the line of its node. */
export function lineOfError(text: string, where: Place | undefined): number | null {
  if (where?.line !== undefined) return where.line;
  const name = where?.node?.split(".").at(-1);
  const line = name === undefined ? -1 : linesOf(text).findIndex((each) => nameOf(each) === name);
  return line < 0 ? null : line + 1;
}
