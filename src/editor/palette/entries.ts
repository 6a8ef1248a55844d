// What the palette offers: every node type, the cells that come with the page, those of the open document, and an empty one.

import { registry } from "../../../nodes/index.ts";
import type { Category, NodeType } from "../../graph/node-type.ts";
import { libraryCells } from "../files/library.ts";
import { NEW_CELL } from "../store/add-cell.ts";

export interface Entry {
  /** Node type, or `cell:` and the name of a definition: what a drag carries. */
  readonly key: string;
  readonly title: string;
  readonly summary: string;
  /** TeX. */
  readonly glyph: string;
  readonly category: Category;
  /** All that it is found by. */
  readonly words: string;
  /** The search words of its type, as they are written. */
  readonly terms: readonly string[];
  /** TeX; empty where there is none. */
  readonly formula: string;
}

const ofType = (type: NodeType): Entry => ({
  key: type.id,
  title: type.title,
  summary: type.summary,
  glyph: type.glyph,
  category: type.category,
  words: [type.id, type.title, ...type.searchWords].join(" ").toLowerCase(),
  terms: type.searchWords,
  formula: type.formula,
});

const cellGlyph = registry.get("cell")?.glyph ?? "";

const ofCell = (name: string, title = name, summary = "A cell: a graph of its own, to open and change."): Entry => ({
  key: `cell:${name}`,
  title,
  summary,
  glyph: cellGlyph,
  category: "cells",
  words: `${title} cell recurrent group`.toLowerCase(),
  terms: ["cell", "recurrent", "group"],
  formula: "",
});

/** A node of type `cell` needs a definition, so definitions are offered in its place. */
const types = [...registry.values()].filter(({ role }) => role !== "placeholder" && role !== "cell").map(ofType);
const emptyCell = ofCell(NEW_CELL, "new cell", "An empty cell, to be drawn from smaller nodes.");

/** @param cells names of the document's definitions */
export function entries(cells: readonly string[]): Entry[] {
  const library = libraryCells.map(({ name, title }) => ofCell(name, title));
  const own = cells.filter((name) => libraryCells.every((cell) => cell.name !== name));
  return [...types, ...library, ...own.map((name) => ofCell(name)), emptyCell];
}
