// Columns of a table by name, and their cells as numbers or as classes.

import { tableLimits } from "./limits.ts";
import { looksNumeric, readNumber } from "./number.ts";
import type { Table } from "./parse.ts";
import { quoted, type Source, tableProblem } from "./problem.ts";

/** Rows by columns, row-major: `[rows, width]`. */
export interface Matrix {
  readonly width: number;
  readonly data: Float64Array;
}

const MOST_NAMED = 12;

/** Places of the named columns, from 0. Throws a Problem for one that the table does not have. */
export function findColumns(table: Table, names: readonly string[], attribute: string, source: Source): number[] {
  return names.map((name) => {
    const found = table.columns.indexOf(name);
    if (found >= 0) return found;
    const known = table.columns.slice(0, MOST_NAMED).join(", ");
    throw tableProblem(source, {
      attribute,
      what: `${attribute}: the table has no column ${quoted(name)}`,
      got: quoted(name),
      expected: table.columns.length > MOST_NAMED ? `one of ${known}, …` : `one of ${known}`,
      remedy: `choose the ${attribute} again`,
    });
  });
}

/** Throws a Problem for the first cell, line by line, that is no number. */
export function numbersOf(table: Table, columns: readonly number[], source: Source): Matrix {
  const data = new Float64Array(table.rows.length * columns.length);
  let next = 0;
  for (const { line, cells } of table.rows) {
    for (const column of columns) {
      const cell = cells[column]!;
      const read = readNumber(cell, quoted(cell));
      if (!read.ok) throw tableProblem(source, { line, column: table.columns[column]!, got: quoted(cell), ...read });
      data[next++] = read.value;
    }
  }
  return { width: columns.length, data };
}

/** One row of zeros with a single 1 for each class. Throws a Problem for the first cell that is none of the classes. */
export function oneHotOf(table: Table, column: number, classes: readonly string[], source: Source): Matrix {
  const places = new Map(classes.map((name, index) => [name, index]));
  const data = new Float64Array(table.rows.length * classes.length);
  for (const [row, { line, cells }] of table.rows.entries()) {
    const cell = cells[column]!;
    const place = places.get(cell);
    if (place === undefined) {
      const what = cell === "" ? "the cell is empty" : `${quoted(cell)} is none of the classes`;
      const expected = `one of ${classes.slice(0, MOST_NAMED).join(", ")}`;
      const remedy = cell === "" ? "fill it in, or take out the line" : "correct it, or add it to the classes";
      throw tableProblem(source, { line, column: table.columns[column]!, what, got: quoted(cell), expected, remedy });
    }
    data[row * classes.length + place] = 1;
  }
  return { width: classes.length, data };
}

/** The different texts of a column in the order of the table, empty cells left out; one more than may be classes at most. */
export function distinctTexts(table: Table, column: number): string[] {
  const found = new Set<string>();
  for (const { cells } of table.rows) {
    if (cells[column] !== "") found.add(cells[column]!);
    if (found.size > tableLimits.classes) break;
  }
  return [...found];
}

/** True where most cells are numbers: a text among them is then a mistake and not a class. */
export function isNumeric(table: Table, column: number): boolean {
  const numbers = table.rows.filter(({ cells }) => looksNumeric(cells[column]!)).length;
  return 2 * numbers > table.rows.length;
}
