// The cells that come with the page, as files of graphs/cells/; each is fetched when it is first put on a canvas.

import { registry } from "../../../nodes/index.ts";
import type { Cell, Document } from "../../graph/document.ts";
import { loadDocument } from "../../graph/load.ts";

const files = import.meta.glob<string>("../../../graphs/cells/*.json", { query: "?raw", import: "default" });

export interface LibraryCell {
  /** Name of its definition: an identifier, `adamCell`. */
  readonly name: string;
  /** `adam-cell`. */
  readonly title: string;
  readonly load: () => Promise<string>;
}

function libraryCell(path: string, load: () => Promise<string>): LibraryCell {
  const title = path.slice(path.lastIndexOf("/") + 1).replace(/\.json$/, "");
  return { name: title.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()), title, load };
}

export const libraryCells: readonly LibraryCell[] = Object.entries(files).map(([path, load]) => libraryCell(path, load));

/** A document that is a cell opened by itself, as a definition. */
const asCell = ({ title, description, source, attributes, graph }: Document): Cell => ({
  title,
  description,
  source,
  attributes,
  ...graph,
});

/** The definition and those it needs, by name; null where there is none. */
export async function loadLibraryCell(name: string): Promise<Document["cells"] | null> {
  const cell = libraryCells.find((candidate) => candidate.name === name);
  if (!cell) return null;
  const result = loadDocument(await cell.load(), registry);
  return result.ok ? { ...result.value.document.cells, [name]: asCell(result.value.document) } : null;
}
