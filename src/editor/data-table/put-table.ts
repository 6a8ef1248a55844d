// A CSV file becomes a node, or the table of a node. One step of undo; where something is wrong with it the graph stays as it is.

import { Problem } from "../../base/errors.ts";
import { type ColumnRoles, type TableAttributes, tableAttributes } from "../../data/csv/suggest.ts";
import type { GraphNode, NodeId, Position } from "../../graph/document.ts";
import type { Edit } from "../../graph/edits.ts";
import { freshId } from "../../graph/fresh-id.ts";
import { perform } from "../store/edit.ts";
import { currentGraph, currentScope } from "../store/selectors.ts";
import { getState } from "../store/state.ts";
import { fail, select } from "../store/view.ts";
import { nodeUnder, placeFor } from "./canvas-place.ts";
import { rolesOf, written } from "./roles.ts";
import { readTableFile } from "./table-file.ts";

const TYPE = "csv";

/** What is not said is at its default. */
const said = (attributes: TableAttributes): GraphNode["attributes"] =>
  Object.fromEntries(Object.entries(attributes).filter(([id, value]) => written(id, value) !== undefined));

/** `leaves` for `leaves.csv`. */
const nameOf = (file: string): string => file.replace(/\.[^.]*$/, "").replace(/[\s-]+/g, "_");

function addTable(file: string, attributes: TableAttributes, position: Position): void {
  const state = getState();
  const { nodes } = currentGraph(state);
  const id = freshId(nameOf(file), (taken) => Object.hasOwn(nodes, taken));
  const node: GraphNode = { id, type: TYPE, position, attributes: said(attributes) };
  if (perform({ kind: "addNode", scope: currentScope(state), node })) select([id]);
}

/** Sets several attributes of a node in one step: the edit. */
export function settingAll(node: NodeId, attributes: Partial<TableAttributes>): Edit {
  const scope = currentScope(getState());
  const edits = Object.entries(attributes).map(
    ([attribute, value]): Edit => ({ kind: "setAttribute", scope, node, attribute, value: written(attribute, value) }),
  );
  return { kind: "batch", edits };
}

async function attributesOf(file: File, before: ColumnRoles | null): Promise<TableAttributes> {
  return tableAttributes(await readTableFile(file), { name: file.name, file: file.name }, before);
}

/** Says what is wrong with a file; what is no Problem is a defect and goes on. */
function refuse(error: unknown): void {
  if (!(error instanceof Problem)) throw error;
  fail(error.data);
}

/** The file is the table of the node from now on. */
export async function replaceTable(id: NodeId, file: File): Promise<void> {
  const before = currentGraph(getState()).nodes[id];
  try {
    const attributes = await attributesOf(file, before ? rolesOf(before) : null);
    if (perform(settingAll(id, attributes))) select([id]);
  } catch (error) {
    refuse(error);
  }
}

/**
 * A file that is dropped or opened: on a csv node it replaces the table, else a new node comes.
 * @param screen where it was dropped; null: it was chosen in a dialog
 */
export async function putTable(file: File, screen: Position | null): Promise<void> {
  const id = nodeUnder(TYPE, screen);
  if (id !== null) return replaceTable(id, file);
  try {
    addTable(file.name, await attributesOf(file, null), placeFor(TYPE, screen));
  } catch (error) {
    refuse(error);
  }
}
