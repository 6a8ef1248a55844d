// Errors of a table: whose table it is, line, column, what is wrong, and the way out.

import { type Place, Problem } from "../../base/errors.ts";

/** Whose table is read: `csv "iris"` in a document, or a file that is still to become one. */
export interface Source {
  readonly name: string;
  readonly file?: string;
}

export interface TableFault {
  readonly code?: "bad-table" | "too-big" | "empty-file";
  /** From 1, the header's line included. */
  readonly line?: number;
  /** Name of the column. */
  readonly column?: string;
  /** Attribute that is to blame, where it is not the table itself. */
  readonly attribute?: string;
  readonly what: string;
  readonly got: string;
  readonly expected: string;
  readonly remedy: string;
}

/** A line of the table is none of the document's file, so only a table's own file is named with it. */
function placeOf({ file }: Source, { line, attribute = "text" }: TableFault): Place {
  if (file === undefined) return { attribute };
  return line === undefined ? { file } : { file, line };
}

/** The error, to be thrown: `csv "iris": line 17, column petal: "abc" is no number`. */
export function tableProblem(source: Source, fault: TableFault): Problem {
  const { code = "bad-table", line, column, what, got, expected, remedy } = fault;
  const place = [line !== undefined && `line ${line}`, column !== undefined && `column ${column}`].filter(Boolean).join(", ");
  const message = [source.name, place, what].filter(Boolean).join(": ");
  return new Problem({ code, message, where: placeOf(source, fault), got, expected, remedy });
}

const LONGEST_SHOWN = 40;

/** A text of the table in quotes, cut where it could run on. */
export const quoted = (text: string): string => JSON.stringify(text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text);
