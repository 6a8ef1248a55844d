// Keeps the open document in this browser: soon after each edit, and at once when the page goes away.

import { type EditorState, getState, useEditor } from "../store/state.ts";
import { dropOldest, type KeptRecord, newId, prune, recordOf, writeRecord } from "./records.ts";
import { claim, rememberOpen, writeJournal } from "./tab.ts";
import { isFull, isKept, reportTrouble } from "./trouble.ts";

/** Edits that follow each other sooner are written together. */
const PAUSE = 250;

let open = newId();
/** The record that the document opened next goes on with. */
let next: string | null = null;
let timer: ReturnType<typeof setTimeout> | null = null;

export const openRecord = (): string => open;

/** The document that is opened next is this one, not a new one. */
export function continueWith(id: string): void {
  next = id;
}

async function writeMakingRoom(record: KeptRecord): Promise<void> {
  try {
    await writeRecord(record);
  } catch (error) {
    if (!isFull(error) || !(await dropOldest(record.id))) throw error;
    await writeMakingRoom(record);
  }
}

async function write(record: KeptRecord): Promise<void> {
  if (!isKept()) return;
  try {
    await writeMakingRoom(record);
  } catch (error) {
    reportTrouble(error);
  }
}

function forgetTimer(): boolean {
  const waiting = timer !== null;
  if (timer !== null) clearTimeout(timer);
  timer = null;
  return waiting;
}

const present = ({ document, history }: EditorState): KeptRecord => recordOf(open, document, history);

function schedule(): void {
  forgetTimer();
  timer = setTimeout(() => {
    timer = null;
    void write(present(getState()));
  }, PAUSE);
}

/** What is open now stays under its record, and another one begins. */
function turnOver(before: EditorState): void {
  if (forgetTimer()) void write(present(before));
  open = next ?? newId();
  next = null;
  rememberOpen(open);
  void claim(open);
  if (isKept()) void prune(open).catch(reportTrouble);
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
  schedule();
  useEditor.subscribe((state, before) => {
    if (state.opened !== before.opened) turnOver(before);
    if (state.document !== before.document || state.history !== before.history) schedule();
  });
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", flushIfHidden);
}
