// What a person can do to the open graph, as edits.

import { registry } from "../../../nodes/index.ts";
import type { ProblemData } from "../../base/errors.ts";
import { type AttributeValue, type GraphNode, graphAt, type NodeId, type Position } from "../../graph/document.ts";
import type { Edit } from "../../graph/edits.ts";
import { freshId } from "../../graph/fresh-id.ts";
import type { NodeType } from "../../graph/node-type.ts";
import { addCell } from "./add-cell.ts";
import { perform, tryEdit } from "./edit.ts";
import { freePlace, onGrid } from "./free-place.ts";
import { arrival } from "./optimizer-graph.ts";
import { currentGraph, currentScope } from "./selectors.ts";
import { getState, setState } from "./state.ts";
import { select } from "./view.ts";

/** The letter or word that papers give to such a node. */
function usualName(type: NodeType): string {
  const names: Partial<Record<NodeType["role"], string>> = {
    input: "x",
    sequence: "x",
    parameter: "W",
    constant: "c",
    loss: "loss",
    optimizer: "update",
  };
  return names[type.role] ?? type.id;
}

/** A new node of a type, under a name that is free in the open graph; null where nobody knows the type. */
export function newNode(typeId: string, position: Position): GraphNode | null {
  const type = registry.get(typeId);
  if (!type) return null;
  const graph = currentGraph(getState());
  const id = freshId(usualName(type), (taken) => Object.hasOwn(graph.nodes, taken));
  return { id, type: type.id, position, attributes: {} };
}

function addType(typeId: string, position: Position): void {
  const node = newNode(typeId, position);
  if (node && perform(arrival(getState().document, currentScope(getState()), node))) select([node.id]);
}

export const CELL_PREFIX = "cell:";

/** Adds what an entry of the palette stands for: a node of a type, or an instance of a cell. */
export function addEntry(key: string, at: Position): void {
  if (key.startsWith(CELL_PREFIX)) void addCell(key.slice(CELL_PREFIX.length), onGrid(at));
  else addType(key, onGrid(at));
}

/** The same where nothing stands yet. */
export function addEntryNear(key: string, at: Position): void {
  const type = key.startsWith(CELL_PREFIX) ? "cell" : key;
  addEntry(key, freePlace(currentGraph(getState()), type, at));
}

/** Selected wires first: those of removed nodes go with their nodes. */
export function removeSelection(): void {
  const state = getState();
  const scope = currentScope(state);
  const graph = graphAt(state.document, scope);
  const gone = new Set(state.selection);
  const wires = state.selectedEdges
    .flatMap((id) => graph?.edges[id] ?? [])
    .filter(({ from, to }) => !gone.has(from.node) && !gone.has(to.node));
  const edits: Edit[] = [
    ...wires.map((edge): Edit => ({ kind: "disconnect", scope, to: edge.to })),
    ...state.selection.map((node): Edit => ({ kind: "removeNode", scope, node })),
  ];
  if (edits.length > 0) perform({ kind: "batch", edits });
}

export function moveNodes(moved: readonly { readonly id: NodeId; readonly position: Position }[], group: string | null = null): void {
  if (moved.length === 0) return;
  const positions = Object.fromEntries(moved.map(({ id, position }) => [id, position]));
  perform({ kind: "move", scope: currentScope(getState()), positions }, group);
}

/** Arrow keys: presses that follow each other are one step of undo. */
export function nudgeSelection(dx: number, dy: number): void {
  const { nodes } = currentGraph(getState());
  const chosen = getState().selection.flatMap((id) => nodes[id] ?? []);
  const moved = chosen.map(({ id, position }) => ({ id, position: { x: position.x + dx, y: position.y + dy } }));
  moveNodes(moved, "nudge");
}

export function renameNode(node: NodeId, to: NodeId): ProblemData | null {
  const problem = tryEdit({ kind: "renameNode", scope: currentScope(getState()), node, to });
  if (!problem) setState({ selection: [to] });
  return problem;
}

/** Without a value: back to the default. */
export const setAttribute = (node: NodeId, attribute: string, value: AttributeValue | undefined): ProblemData | null =>
  tryEdit({ kind: "setAttribute", scope: currentScope(getState()), node, attribute, value });

/** Without words: no role. */
export const setRole = (node: NodeId, role: string): ProblemData | null =>
  tryEdit({ kind: "setRole", scope: currentScope(getState()), node, role: role === "" ? undefined : role });
