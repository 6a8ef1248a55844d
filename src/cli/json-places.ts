// Where the entries of a JSON object stand in its text, so that a complaint about one can be found.

import { Problem } from "../base/errors.ts";

export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

export function placeAt(text: string, at: number): TextPlace {
  let [line, start] = [1, 0];
  for (let next = text.indexOf("\n"); next >= 0 && next < at; next = text.indexOf("\n", start)) {
    line += 1;
    start = next + 1;
  }
  return { line, column: at - start + 1 };
}

/** Offset of every key of the outermost object. The text is JSON already; a key that stands twice is refused. */
export function keyOffsets(text: string): ReadonlyMap<string, number> {
  const offsets = new Map<string, number>();
  const token = /"(?:[^"\\]|\\.)*"|[[\]{}]/gs;
  let depth = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [found] = match;
    if (found === "{" || found === "[") depth += 1;
    else if (found === "}" || found === "]") depth -= 1;
    else if (depth === 1 && /^\s*:/.test(text.slice(token.lastIndex, token.lastIndex + 100))) admit(offsets, found, match.index, text);
  }
  return offsets;
}

function admit(offsets: Map<string, number>, quoted: string, at: number, text: string): void {
  const key = String(JSON.parse(quoted));
  if (offsets.has(key)) {
    throw new Problem({ code: "duplicate-key", message: `values "${key}": the name stands twice`, where: placeAt(text, at), got: key });
  }
  offsets.set(key, at);
}
