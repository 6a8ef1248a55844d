// What the columns of a new table are likely for: the last is to be predicted from the others.

import { readNames, writeNames } from "../../base/name-list.ts";
import { attributeReader } from "../attributes.ts";
import { distinctTexts, isNumeric } from "./columns.ts";
import { readTableData } from "./generate.ts";
import { tableLimits } from "./limits.ts";
import { parseTable, type Table } from "./parse.ts";
import { type Source, tableProblem } from "./problem.ts";

/** Attributes of a csv node that say what columns are for. */
export interface ColumnRoles {
  readonly inputs: string;
  readonly targets: string;
  readonly classes: string;
  readonly sequence: string;
}

export type TableAttributes = { readonly [Id in keyof ColumnRoles | "text"]: string };

/** Names of the classes in a column, as the attribute has them. Throws a Problem where there are too many. */
export function classesOf(table: Table, column: number, source: Source): string {
  const texts = distinctTexts(table, column);
  if (texts.length > 0 && texts.length <= tableLimits.classes) return writeNames(texts);
  const got = texts.length === 0 ? "no text" : `more than ${tableLimits.classes} different texts`;
  throw tableProblem(source, {
    attribute: "classes",
    column: table.columns[column]!,
    what: `${got}, expected at most ${tableLimits.classes} classes`,
    got,
    expected: `at most ${tableLimits.classes} classes`,
    remedy: "choose another target",
  });
}

/** The last column is the target, with classes where it holds texts; the others that hold numbers are inputs. */
function suggestRoles(table: Table, source: Source): ColumnRoles {
  const last = table.columns.length - 1;
  const inputs = table.columns.filter((_, column) => column < last && isNumeric(table, column));
  if (inputs.length === 0) {
    const expected = "a column of numbers before the last one";
    const remedy = "put the inputs first and the target last";
    throw tableProblem(source, {
      what: `got no inputs, expected ${expected}`,
      got: table.columns.join(", ").slice(0, 80),
      expected,
      remedy,
    });
  }
  const classes = isNumeric(table, last) ? "" : classesOf(table, last, source);
  return { inputs: writeNames(inputs), targets: writeNames(table.columns.slice(last)), classes, sequence: "" };
}

/** Everything is read once, so that no fault of a cell comes up later. */
function check(attributes: TableAttributes, source: Source): TableAttributes {
  readTableData(attributes, 1, source, attributeReader(source.name, attributes));
  return attributes;
}

/** The same roles for another table with these columns; classes that are new in it come behind the known ones. */
function keptRoles(table: Table, before: ColumnRoles, source: Source): ColumnRoles | null {
  const named = [before.inputs, before.targets, before.sequence].flatMap(readNames);
  if (!named.every((name) => table.columns.includes(name))) return null;
  const known = readNames(before.classes);
  const target = table.columns.indexOf(readNames(before.targets)[0] ?? "");
  if (known.length === 0 || target < 0) return before;
  const found = readNames(classesOf(table, target, source));
  return { ...before, classes: writeNames([...new Set([...known, ...found])]) };
}

/**
 * The attributes of a csv node for a new table. Throws a located Problem where the table cannot be read.
 * @param before roles of the columns in the table that it replaces: kept where the new one has them all
 */
export function tableAttributes(text: string, source: Source, before: ColumnRoles | null = null): TableAttributes {
  const table = parseTable(text, source);
  const roles = (before && keptRoles(table, before, source)) ?? suggestRoles(table, source);
  return check({ text: text.replace(/^\uFEFF/, ""), ...roles }, source);
}
