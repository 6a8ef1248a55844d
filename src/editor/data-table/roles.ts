// What the columns of a csv node are for, and how a click changes it.

import { csvData } from "../../../nodes/data/csv.ts";
import { readNames, writeNames } from "../../base/name-list.ts";
import { isNumeric } from "../../data/csv/columns.ts";
import type { Table } from "../../data/csv/parse.ts";
import type { Source } from "../../data/csv/problem.ts";
import { type ColumnRoles, classesOf } from "../../data/csv/suggest.ts";
import type { GraphNode } from "../../graph/document.ts";

export type Role = "inputs" | "targets";

const defaults: ReadonlyMap<string, unknown> = new Map(csvData.attributes.map((spec) => [spec.id, spec.default]));

/** What is written of an attribute: nothing where it is the type's default. */
export const written = (id: string, value: string): string | undefined => (value === defaults.get(id) ? undefined : value);

/** The attribute as it holds, the type's default included. */
export function textAttribute({ attributes }: GraphNode, id: string): string {
  const value = attributes[id] ?? defaults.get(id);
  return typeof value === "string" ? value : "";
}

export const rolesOf = (node: GraphNode): ColumnRoles => ({
  inputs: textAttribute(node, "inputs"),
  targets: textAttribute(node, "targets"),
  classes: textAttribute(node, "classes"),
  sequence: textAttribute(node, "sequence"),
});

/** A single target that holds texts is read as classes. Throws a Problem where there are too many. */
function classesFor(table: Table, targets: readonly string[], source: Source): string {
  const [name, ...others] = targets;
  const column = table.columns.indexOf(name ?? "");
  return column < 0 || others.length > 0 || isNumeric(table, column) ? "" : classesOf(table, column, source);
}

/** The column gets the role, or loses it. Columns come in the order of the table; names that it does not have go. */
export function toggled(table: Table, before: ColumnRoles, role: Role, column: string, source: Source): Partial<ColumnRoles> {
  const had = new Set(readNames(before[role]));
  const has = (name: string): boolean => (name === column ? !had.has(name) : had.has(name));
  const names = table.columns.filter(has);
  if (role === "inputs") return { inputs: writeNames(names) };
  return { targets: writeNames(names), classes: classesFor(table, names, source) };
}

/** Reads the one target as classes, whatever it holds, or as numbers again. Throws a Problem where there are too many. */
export function withClasses(table: Table, { targets }: ColumnRoles, on: boolean, source: Source): Partial<ColumnRoles> {
  const column = table.columns.indexOf(readNames(targets)[0] ?? "");
  return { classes: on && column >= 0 ? classesOf(table, column, source) : "" };
}
