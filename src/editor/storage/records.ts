// Documents as this browser keeps them: one record for each document that was opened, the present one among them.

import { createStore, delMany, get, set, values } from "idb-keyval";
import { registry } from "../../../nodes/index.ts";
import type { Document } from "../../graph/document.ts";
import { emptyHistory, type History } from "../../graph/history.ts";
import { loadDocument } from "../../graph/load.ts";
import { saveDocument } from "../../graph/save.ts";
import { forgetOtherTrainings, forgetTrainings } from "./trainings.ts";

export interface KeptRecord {
  readonly id: string;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly changed: number;
  /** An example that was only looked at is not kept among the recent ones. */
  readonly edited: boolean;
  /** A Gradwire file: what is read back goes through the checks of a file. */
  readonly text: string;
  readonly history: History;
}

/** Opened when it is first asked, so that a browser that forbids it fails there. */
let store: ReturnType<typeof createStore> | null = null;
const documents = () => {
  store ??= createStore("gradwire", "documents");
  return store;
};

export const newId = (): string => crypto.randomUUID();

/** Undo reaches back this far after a reload. */
const KEPT_STEPS = 100;

export const recordOf = (id: string, document: Document, { past, future }: History): KeptRecord => ({
  id,
  title: document.title,
  changed: Date.now(),
  edited: past.length > 0,
  text: saveDocument(document),
  history: { past: past.slice(-KEPT_STEPS), future },
});

const isHistory = (value: unknown): value is History =>
  typeof value === "object" &&
  value !== null &&
  "past" in value &&
  "future" in value &&
  Array.isArray(value.past) &&
  Array.isArray(value.future);

export interface Revived {
  readonly document: Document;
  readonly history: History;
}

/** null where it cannot be read any more. */
export function revive({ text, history }: KeptRecord): Revived | null {
  const loaded = loadDocument(text, registry);
  return loaded.ok ? { document: loaded.value.document, history: isHistory(history) ? history : emptyHistory } : null;
}

export const readRecord = async (id: string): Promise<KeptRecord | undefined> => get<KeptRecord>(id, documents());

export const writeRecord = async (record: KeptRecord): Promise<void> => set(record.id, record, documents());

/** The newest first. */
export async function allRecords(): Promise<KeptRecord[]> {
  const records = await values<KeptRecord>(documents());
  return records.sort((a, b) => b.changed - a.changed);
}

const MOST_KEPT = 12;

/** Old ones make room; so do those that were only looked at. */
export async function prune(open: string): Promise<void> {
  const others = (await allRecords()).filter(({ id }) => id !== open);
  const gone = [...others.filter(({ edited }) => !edited), ...others.filter(({ edited }) => edited).slice(MOST_KEPT)];
  if (gone.length > 0) {
    const ids = gone.map(({ id }) => id);
    await delMany(ids, documents());
    await forgetTrainings(ids);
  }
}

/** Makes room by force, of what can be had again; false where nothing of the kind is left. What somebody has made is never given up. */
export async function makeRoom(open: string): Promise<boolean> {
  const unedited = (await allRecords()).filter(({ id, edited }) => id !== open && !edited).map(({ id }) => id);
  if (unedited.length > 0) await delMany(unedited, documents());
  return (await forgetOtherTrainings(open)) || unedited.length > 0;
}
