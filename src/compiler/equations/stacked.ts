// `[a; b]`: the columns that are put on top of each other.

import { type Expression, startOf } from "./expression.ts";
import { literalTensor } from "./literal.ts";
import { refuse } from "./refuse.ts";

type Rows = Extract<Expression, { kind: "rows" }>;

const isConstantMatrix = (entry: Expression): boolean => entry.kind === "rows" && literalTensor(entry) !== null;

/** A matrix of numbers only is a constant and does not come here. */
export function stackedEntries(value: Rows): readonly Expression[] {
  const beside = value.rows.find((row) => row.length > 1)?.[1];
  if (beside)
    refuse(startOf(beside), { message: "columns cannot stand beside each other", remedy: "put them on top of each other: [a; b]" });
  const entries = value.rows.flat();
  if (entries.length === 1)
    refuse(value.at, { message: "[ ] puts at least two columns on top of each other", remedy: "leave the brackets out" });
  if (entries.every(isConstantMatrix)) refuse(value.at, { message: "brackets inside brackets", remedy: "write a matrix as [1, 2; 3, 4]" });
  return entries;
}
