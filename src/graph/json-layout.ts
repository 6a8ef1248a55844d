// JSON text for people and for diffs: what fits on a line is on one line.

const WIDTH = 120;
/** What stands under these keys is written over several lines, short or not. */
const alwaysOpen: ReadonlySet<string> = new Set(["graph", "cells", "nodes", "edges"]);

/** JSON.stringify would write -0 as 0. */
const scalar = (value: unknown): string => (Object.is(value, -0) ? "-0" : JSON.stringify(value));

const isContainer = (value: unknown): value is object => typeof value === "object" && value !== null;

/** On one line: `{ "x": 1, "y": [2, 3] }`. */
function flat(value: unknown): string {
  if (!isContainer(value)) return scalar(value);
  if (Array.isArray(value)) return `[${value.map(flat).join(", ")}]`;
  const entries = Object.entries(value).map(([key, entry]) => `${JSON.stringify(key)}: ${flat(entry)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** Scalars fill lines, so that a vector of a thousand numbers is no thousand lines. */
function filled(entries: readonly string[], indent: string): string {
  const lines: string[] = [];
  let line = "";
  for (const entry of entries) {
    if (line !== "" && indent.length + line.length + entry.length + 3 > WIDTH) {
      lines.push(`${line},`);
      line = entry;
    } else line = line === "" ? entry : `${line}, ${entry}`;
  }
  return [...lines, line].join(`\n${indent}`);
}

function openList(list: readonly unknown[], indent: string): string {
  const inner = `${indent}  `;
  const body = list.some(isContainer) ? list.map((entry) => layout(entry, inner, "")).join(`,\n${inner}`) : filled(list.map(scalar), inner);
  return `[\n${inner}${body}\n${indent}]`;
}

function openObject(value: object, indent: string, everyEntryOpen: boolean): string {
  const inner = `${indent}  `;
  const entries = Object.entries(value).map(([key, entry]) => {
    return `${JSON.stringify(key)}: ${layout(entry, inner, everyEntryOpen ? "graph" : key)}`;
  });
  return `{\n${inner}${entries.join(`,\n${inner}`)}\n${indent}}`;
}

/** `key` is the one that the value stands under, "" in a list. */
function layout(value: unknown, indent: string, key: string): string {
  if (!isContainer(value)) return scalar(value);
  const empty = Object.keys(value).length === 0;
  if (empty || !alwaysOpen.has(key)) {
    const line = flat(value);
    if (empty || indent.length + key.length + 4 + line.length <= WIDTH) return line;
  }
  return Array.isArray(value) ? openList(value, indent) : openObject(value, indent, key === "cells");
}

/** The text of a JSON value, with a line end. */
export const formatJson = (value: unknown): string => `${layout(value, "", "graph")}\n`;
