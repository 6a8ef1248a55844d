// The table of a csv node as the page reads it. The last one is remembered: a large table is parsed once for each text.

import { attempt, type Result } from "../../base/errors.ts";
import { parseTable, type Table } from "../../data/csv/parse.ts";
import type { Source } from "../../data/csv/problem.ts";

let last: { readonly text: string; readonly table: Result<Table> } | null = null;

export function parsedTable(text: string, source: Source): Result<Table> {
  if (last?.text !== text) last = { text, table: attempt(() => parseTable(text, source)) };
  return last.table;
}
