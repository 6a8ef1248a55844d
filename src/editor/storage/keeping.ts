// Keeps the open document in this browser: soon after each edit, and at once when the page goes away.

import { type EditorState, getState, useEditor } from "../store/state.ts";
import { type KeptRecord, makeRoom, newId, prune, recordOf, writeRecord } from "./records.ts";
import { claim, rememberOpen, writeJournal } from "./tab.ts";
import { isFull, reportKept, reportTrouble } from "./trouble.ts";

/** Edits that follow each other sooner are written together; in milliseconds. */
const PAUSE = 250;

/** What could not be written is tried again after this long, or with the next edit; in milliseconds. */
const RETRY = 3000;

let open = newId();
/** The record that the document opened next goes on with. */
let next: string | null = null;
let timer: ReturnType<typeof setTimeout> | null = null;
/** What could not be written, by its id: documents that were closed since are among them. */
const unwritten = new Map<string, KeptRecord>();

export const openRecord = (): string => open;

/** The document that is opened next is this one, not a new one. */
export function continueWith(id: string): void {
  next = id;
}

async function writeMakingRoom(record: KeptRecord): Promise<void> {
  try {
    await writeRecord(record);
  } catch (error) {
    if (!isFull(error) || !(await makeRoom(record.id))) throw error;
    await writeRecord(record);
  }
}

/** The tab holds on to what the database refuses: a reload finds it there. */
function keepAside(record: KeptRecord, error: unknown): void {
  unwritten.set(record.id, record);
  if (record.id === open) writeJournal(record);
  reportTrouble("document", error);
  if (timer === null) schedule(RETRY);
}

async function write(record: KeptRecord): Promise<void> {
  try {
    await writeMakingRoom(record);
    unwritten.delete(record.id);
    if (unwritten.size === 0) reportKept("document");
  } catch (error) {
    keepAside(record, error);
  }
}

function forgetTimer(): boolean {
  const waiting = timer !== null;
  if (timer !== null) clearTimeout(timer);
  timer = null;
  return waiting;
}

const present = ({ document, history }: EditorState): KeptRecord => recordOf(open, document, history);

function writeAll(): void {
  timer = null;
  const closed = [...unwritten.values()].filter(({ id }) => id !== open);
  for (const record of [...closed, present(getState())]) void write(record);
}

function schedule(pause: number): void {
  forgetTimer();
  timer = setTimeout(writeAll, pause);
}

/** What is open now stays under its record, and another one begins. */
function turnOver(before: EditorState): void {
  if (forgetTimer()) void write(present(before));
  open = next ?? newId();
  next = null;
  rememberOpen(open);
  void claim(open);
  void prune(open).catch((error) => reportTrouble("document", error));
}

/** Without waiting: the page is about to go. */
function flush(): void {
  if (!forgetTimer()) return;
  const record = present(getState());
  writeJournal(record);
  void write(record);
}

/** A field hands in what was typed when it is left, and the page leaves all of them. */
function leave(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  flush();
}

const flushIfHidden = (): void => {
  if (document.visibilityState === "hidden") flush();
};

/** From now on everything is kept; called once, when the page has its document. */
export function startKeeping(): void {
  if (next === null) void claim(open);
  open = next ?? open;
  next = null;
  rememberOpen(open);
  schedule(PAUSE);
  useEditor.subscribe((state, before) => {
    if (state.opened !== before.opened) turnOver(before);
    if (state.document !== before.document || state.history !== before.history) schedule(PAUSE);
  });
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", flushIfHidden);
}
