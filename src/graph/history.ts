// Undo and redo over edits, pure. Selection, camera and trained values are not its business.

import { failure, type Result, success } from "../base/errors.ts";
import type { Document } from "./document.ts";
import { apply, compose, type Edit } from "./edits.ts";
import { limits } from "./limits.ts";
import type { Registry } from "./node-type.ts";

export interface HistoryEntry {
  readonly redo: Edit;
  readonly undo: Edit;
  /** Edits that follow each other with the same group are one entry, e.g. one drag. */
  readonly group: string | null;
}

/** The last entry of `past` is undone first, the last of `future` is redone first. */
export interface History {
  readonly past: readonly HistoryEntry[];
  readonly future: readonly HistoryEntry[];
}

export const emptyHistory: History = { past: [], future: [] };

const merge = (earlier: HistoryEntry, later: HistoryEntry): HistoryEntry => ({
  redo: compose(earlier.redo, later.redo),
  undo: compose(later.undo, earlier.undo),
  group: later.group,
});

/** Takes note of an edit that was made, with the inverse that `apply` gave. What had been undone can no longer be redone. */
export function record(history: History, edit: Edit, inverse: Edit, group: string | null = null): History {
  const entry: HistoryEntry = { redo: edit, undo: inverse, group };
  const last = history.past.at(-1);
  const belongs = last !== undefined && group !== null && last.group === group && history.future.length === 0;
  const past = belongs ? [...history.past.slice(0, -1), merge(last, entry)] : [...history.past, entry];
  return { past: past.slice(-limits.historyEntries), future: [] };
}

/** Ends a group: what comes next is an entry of its own, whatever its group. */
export function closeGroup(history: History): History {
  const last = history.past.at(-1);
  return last ? { ...history, past: [...history.past.slice(0, -1), { ...last, group: null }] } : history;
}

export interface Stepped {
  readonly document: Document;
  readonly history: History;
}

const nothing = (what: string) => failure({ code: "nothing-to-do", message: `there is nothing to ${what}` });

/** Takes the last entry back. */
export function undo(history: History, document: Document, registry: Registry): Result<Stepped> {
  const entry = history.past.at(-1);
  if (!entry) return nothing("undo");
  const result = apply(document, entry.undo, registry);
  if (!result.ok) return result;
  const past = history.past.slice(0, -1);
  return success({ document: result.value.document, history: { past, future: [...history.future, { ...entry, group: null }] } });
}

/** Makes the last undone entry again. */
export function redo(history: History, document: Document, registry: Registry): Result<Stepped> {
  const entry = history.future.at(-1);
  if (!entry) return nothing("redo");
  const result = apply(document, entry.redo, registry);
  if (!result.ok) return result;
  return success({ document: result.value.document, history: { past: [...history.past, entry], future: history.future.slice(0, -1) } });
}
