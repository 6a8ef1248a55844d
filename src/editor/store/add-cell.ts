// Puts an instance of a cell on the canvas, with its definition where the document has none yet. One step of undo.

import { registry } from "../../../nodes/index.ts";
import type { Result } from "../../base/errors.ts";
import { type Cell, type Document, emptyDocument, type GraphNode, type Position } from "../../graph/document.ts";
import { CELL_ATTRIBUTE } from "../../graph/ports.ts";
import { saveDocument } from "../../graph/save.ts";
import { type Paste, pasteNodes } from "../../graph/subgraph.ts";
import { loadLibraryCell } from "../files/library.ts";
import { perform } from "./edit.ts";
import { currentScope } from "./selectors.ts";
import { getState } from "./state.ts";
import { fail, select } from "./view.ts";

/** Name of the entry for a cell that is still to be drawn; no identifier, so that no definition has it. */
export const NEW_CELL = "+";

const emptyCell: Cell = { title: "new cell", description: "", source: "", attributes: [], nodes: {}, edges: {} };

async function definitions(name: string): Promise<{ name: string; cells: Document["cells"] }> {
  if (name === NEW_CELL) return { name: "cell", cells: { cell: emptyCell } };
  const { cells } = getState().document;
  return { name, cells: Object.hasOwn(cells, name) ? cells : ((await loadLibraryCell(name)) ?? {}) };
}

/** What adding it would do. Pasting knows what to do when the document has a definition of the same name already. */
export async function cellArrival(entry: string, at: Position): Promise<Result<Paste>> {
  const { name, cells } = await definitions(entry);
  const node: GraphNode = { id: name, type: "cell", position: at, attributes: { [CELL_ATTRIBUTE]: name } };
  const text = saveDocument({ ...emptyDocument, graph: { nodes: { [name]: node }, edges: {} }, cells });
  return pasteNodes(text, getState().document, currentScope(getState()), registry, { x: 0, y: 0 });
}

export async function addCell(entry: string, at: Position): Promise<void> {
  const pasted = await cellArrival(entry, at);
  if (!pasted.ok) fail(pasted.problem);
  else if (perform(pasted.value.edit)) select(pasted.value.nodes);
}
