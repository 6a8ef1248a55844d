// Remarks that a person wrote beside the equations. The graph has no place for them, so they are kept by the line that they stand
// at, and put back whenever the graph is written anew.

import { linesOf } from "./lines.ts";

/** Whole lines, remarks and the empty lines between them, above an equation. */
interface Block {
  readonly lines: readonly string[];
  /** Left sides of the equations that follow: the first of them that is still there is where the block goes. */
  readonly before: readonly string[];
}

export interface Remarks {
  readonly blocks: readonly Block[];
  /** At the end of a line, by its left side. */
  readonly beside: ReadonlyMap<string, string>;
}

export const noRemarks: Remarks = { blocks: [], beside: new Map() };

/** `h` and `h[0]` are two equations. */
const leftOf = (line: string): string | null =>
  /^\s*([\p{L}_][\p{L}\p{N}_]*\s*(?:\[[^\]=]*\])?)\s*=/u.exec(line)?.[1]?.replace(/\s/g, "") ?? null;

/** `# ...` at the end of a line; a `#` in quotes is none. */
const remarkOf = (line: string): string => line.slice(/^(?:"[^"]*"|[^#"])*/.exec(line)?.[0].length ?? 0);

const isRemark = (line: string): boolean => line.trimStart().startsWith("#");
const isEmpty = (line: string): boolean => line.trim() === "";

function blockOf(lines: readonly string[], before: readonly string[]): Block[] {
  return lines.some(isRemark) ? [{ lines, before }] : [];
}

/** What a person wrote: everything but what the page itself has written there. */
export function remarksOf(text: string, written: string): Remarks {
  const own = new Set(linesOf(written).flatMap((line) => remarkOf(line) || []));
  const lines = linesOf(text.trimEnd()).filter((line) => !(isRemark(line) && own.has(line)));
  const lefts = lines.flatMap((line) => leftOf(line) ?? []);
  const blocks: Block[] = [];
  const beside = new Map<string, string>();
  let waiting: string[] = [];
  let passed = 0;
  for (const line of lines) {
    const left = leftOf(line);
    if (left === null) {
      if (isRemark(line) || isEmpty(line)) waiting.push(line);
      continue;
    }
    blocks.push(...blockOf(waiting, lefts.slice(passed)));
    const remark = remarkOf(line);
    if (remark !== "" && !own.has(remark)) beside.set(left, remark);
    waiting = [];
    passed += 1;
  }
  return { blocks: [...blocks, ...blockOf(waiting, [])], beside };
}

const withRemark = (line: string, remark: string | undefined): string =>
  remark === undefined || remarkOf(line) !== "" ? line : `${line}  ${remark}`;

/** The graph's text with the remarks at their lines; a block whose lines are all gone stands at the end. */
export function withRemarks(text: string, { blocks, beside }: Remarks): string {
  const lines = linesOf(text);
  const here = new Set(lines.map(leftOf));
  const goal = new Map<string | undefined, string[]>();
  for (const { lines: above, before } of blocks) {
    const left = before.find((each) => here.has(each));
    goal.set(left, [...(goal.get(left) ?? []), ...above]);
  }
  const equations = lines.flatMap((line) => {
    const left = leftOf(line);
    return left === null ? [line] : [...(goal.get(left) ?? []), withRemark(line, beside.get(left))];
  });
  const rest = goal.get(undefined) ?? [];
  const above = equations.join("\n").replace(/^\n+/, "");
  if (rest.length === 0) return above;
  return [above.trimEnd(), ...rest, ""].join("\n").replace(/^\n+/, "");
}
