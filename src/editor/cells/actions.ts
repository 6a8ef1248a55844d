// What a person can do with selected nodes as a whole: make a cell of them, unpack one, copy, duplicate.

import { registry } from "../../../nodes/index.ts";
import { type Document, type GraphNode, type GraphScope, graphAt, type NodeId } from "../../graph/document.ts";
import { apply, type Edit } from "../../graph/edits.ts";
import { makeCell } from "../../graph/make-cell.ts";
import { type Unpacked, unpackCell } from "../../graph/unpack-cell.ts";
import { sizeOf } from "../canvas/drawing.ts";
import { removeSelection } from "../store/changes.ts";
import { pasteText, selectionText } from "../store/clipboard.ts";
import { perform } from "../store/edit.ts";
import { cellName } from "../store/scope.ts";
import { currentGraph, currentScope, selectedNode } from "../store/selectors.ts";
import { type EditorState, getState } from "../store/state.ts";
import { fail, openCell, select } from "../store/view.ts";
import { makeRoom, type Standing, shifts } from "./room.ts";

const isCell = (node: GraphNode | null | undefined): node is GraphNode => !!node && registry.get(node.type)?.role === "cell";

/** The one selected cell; null where something else is selected. */
export function selectedCell(state: EditorState): NodeId | null {
  const node = selectedNode(state);
  return isCell(node) ? node.id : null;
}

/** The one selected node that can be looked into: a cell, or an optimizer that has a graph. */
export function selectedGraph(state: EditorState): NodeId | null {
  const node = selectedNode(state);
  return node && (cellName(node) !== null || registry.get(node.type)?.update) ? node.id : null;
}

export function makeCellOfSelection(): void {
  const state = getState();
  const made = makeCell(state.document, currentScope(state), state.selection, registry);
  if (!made.ok) fail(made.problem);
  else if (perform(made.value.edit)) select([made.value.node]);
}

const standing = ({ id, type, position, attributes }: GraphNode): Standing => ({
  id,
  position,
  ...sizeOf(registry.get(type), attributes),
});

/** What stands in the way of the nodes that come out moves aside, in the same step of undo. */
function withRoom(document: Document, scope: GraphScope, id: NodeId, { edit, nodes }: Unpacked): Edit {
  const before = graphAt(document, scope);
  const after = apply(document, edit, registry);
  const cell = before?.nodes[id];
  const graph = after.ok ? graphAt(after.value.document, scope) : undefined;
  if (!cell || !graph) return edit;
  const came = new Set(nodes);
  const [comers, others] = [true, false].map((isNew) =>
    Object.values(graph.nodes)
      .filter((node) => came.has(node.id) === isNew)
      .map(standing),
  );
  return { kind: "batch", edits: [edit, ...makeRoom(graph, scope, shifts(others ?? [], comers ?? [], cell.position))] };
}

export function unpackSelection(): void {
  const state = getState();
  const cells = state.selection.filter((id) => isCell(currentGraph(state).nodes[id]));
  const [id = state.selection[0] ?? ""] = cells;
  const scope = currentScope(state);
  const unpacked = unpackCell(state.document, scope, id, registry);
  if (!unpacked.ok) fail(unpacked.problem);
  else if (perform(withRoom(state.document, scope, id, unpacked.value))) select(unpacked.value.nodes);
}

export function openSelected(): void {
  const id = selectedGraph(getState());
  if (id !== null) openCell(id);
}

export function duplicateSelection(): void {
  const text = selectionText();
  if (text !== null) pasteText(text);
}

/** What was copied last: browsers may refuse the page their clipboard. */
let copied: string | null = null;

export async function copySelection(): Promise<void> {
  copied = selectionText() ?? copied;
  try {
    if (copied !== null) await navigator.clipboard.writeText(copied);
  } catch {
    // It stays in `copied`.
  }
}

export async function cutSelection(): Promise<void> {
  await copySelection();
  removeSelection();
}

async function clipboardText(): Promise<string | null> {
  try {
    return await navigator.clipboard.readText();
  } catch {
    return copied;
  }
}

export async function pasteClipboard(): Promise<void> {
  const text = await clipboardText();
  if (text?.trim()) pasteText(text);
}
