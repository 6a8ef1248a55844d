// All change of the document goes through here: apply, remember the way back, keep place and selection valid.

import { registry } from "../../../nodes/index.ts";
import type { ProblemData } from "../../base/errors.ts";
import { type Document, type EdgeId, type Graph, graphAt, type NodeId } from "../../graph/document.ts";
import { apply, type Edit } from "../../graph/edits.ts";
import { closeGroup, emptyHistory, record, redo, undo } from "../../graph/history.ts";
import { scopeOf, validPath } from "./scope.ts";
import { type EditorState, emptyCurve, getState, setState } from "./state.ts";

const has = (record: Readonly<Record<string, unknown>>) => (id: string) => Object.hasOwn(record, id);

/** What of place and selection the document still has. */
function kept(document: Document): { path: readonly NodeId[]; selection: readonly NodeId[]; selectedEdges: readonly EdgeId[] } {
  const { path: before, selection, selectedEdges } = getState();
  const path = validPath(document, before);
  const graph: Graph | undefined = graphAt(document, scopeOf(document, path) ?? null);
  if (!graph || path.length < before.length) return { path, selection: [], selectedEdges: [] };
  return { path, selection: selection.filter(has(graph.nodes)), selectedEdges: selectedEdges.filter(has(graph.edges)) };
}

/** Makes an edit, or says why not. Edits of the same group that follow each other are one step of undo. */
export function tryEdit(edit: Edit, group: string | null = null): ProblemData | null {
  const { document, history } = getState();
  const result = apply(document, edit, registry);
  if (!result.ok) return result.problem;
  const { document: next, inverse } = result.value;
  setState({ document: next, history: record(history, edit, inverse, group), refusal: null, failure: null, ...kept(next) });
  return null;
}

/** The same for edits that are expected to work; what goes wrong is shown under Problems. */
export function perform(edit: Edit, group: string | null = null): boolean {
  const failure = tryEdit(edit, group);
  if (failure) setState({ failure, dock: "problems" });
  return failure === null;
}

/** Ends a run of edits that would otherwise be one step of undo. */
export const endGroup = (): void => setState(({ history }) => ({ history: closeGroup(history) }));

function step(move: typeof undo): void {
  const { document, history } = getState();
  const result = move(history, document, registry);
  if (!result.ok) return;
  const { document: next, history: after } = result.value;
  setState({ document: next, history: after, refusal: null, failure: null, ...kept(next) });
}

export const undoEdit = (): void => step(undo);
export const redoEdit = (): void => step(redo);

/** What may come with a document that was open before. */
export type WorkOfBefore = Partial<Pick<EditorState, "history" | "report" | "curve" | "resumed">>;

/** Another document in the place of the open one; nothing of the old one remains. */
export function replaceDocument(document: Document, before: WorkOfBefore = {}): void {
  setState(({ opened }) => ({
    document,
    history: emptyHistory,
    saved: document,
    path: [],
    selection: [],
    selectedEdges: [],
    step: 0,
    example: 0,
    parameter: null,
    analysis: null,
    inspection: null,
    report: null,
    curve: emptyCurve,
    resumed: null,
    refusal: null,
    failure: null,
    opened: opened + 1,
    ...before,
  }));
}
