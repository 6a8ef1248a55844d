// The definitions that a text's cells need, copied from the library with the cells inside them, so that the document stands alone.

import { Problem } from "../../base/errors.ts";
import type { Cell, Document } from "../../graph/document.ts";
import type { Library } from "./calls.ts";
import { callName } from "./signature.ts";

/** A document as the definition of a cell. */
export function cellFrom({ graph, title, description, source, attributes }: Document): Cell {
  return { ...graph, title, description, source, attributes };
}

function add(into: Map<string, Cell>, name: string, cell: Cell): void {
  const there = into.get(name);
  if (there && JSON.stringify(there) !== JSON.stringify(cell)) {
    throw new Problem({
      code: "cell-conflict",
      message: `two different cells are called "${name}"`,
      got: name,
      remedy: "rename one of them in the library",
    });
  }
  into.set(name, cell);
}

/** In the document a cell is called as in the text: a name there is an identifier, and file names have hyphens. */
export function cellDefinitions(names: Iterable<string>, library: Library): Record<string, Cell> {
  const found = new Map<string, Cell>();
  for (const name of names) {
    const document = library[name];
    if (!document) continue;
    for (const [inner, cell] of Object.entries(document.cells)) add(found, inner, cell);
    add(found, callName(name), cellFrom(document));
  }
  return Object.fromEntries(found);
}
