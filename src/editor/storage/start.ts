// What the page begins with: the graph that the address names, else the work of before, else the first example.

import { FIRST_EXAMPLE, isExample, openExample } from "../files/examples.ts";
import { replaceDocument, type WorkOfBefore } from "../store/edit.ts";
import { continueWith, startKeeping } from "./keeping.ts";
import { startKeepingTraining } from "./keeping-training.ts";
import { allRecords, type KeptRecord, readRecord, revive } from "./records.ts";
import { claim, openInTab, takeJournal } from "./tab.ts";
import { readTraining, restored } from "./trainings.ts";
import { reportTrouble } from "./trouble.ts";

/** The training that was kept with a document; a document without it is still worth opening. */
async function trainingOf(id: string): Promise<WorkOfBefore> {
  try {
    const record = await readTraining(id);
    if (!record) return {};
    const { training, report, curve } = restored(record);
    return { resumed: training, report, curve };
  } catch (error) {
    reportTrouble("training", error);
    return {};
  }
}

/** Puts a record's document, its history and its training in the place of what is open. */
export type OpenKept = () => void;

/** null where the record cannot be read. */
export async function keptWork(record: KeptRecord): Promise<OpenKept | null> {
  const revived = revive(record);
  if (!revived) return null;
  const before = { ...(await trainingOf(record.id)), history: revived.history };
  return () => replaceDocument(revived.document, before);
}

const newer = (a: KeptRecord | null, b: KeptRecord | undefined): KeptRecord | undefined => (a && a.changed > (b?.changed ?? 0) ? a : b);

/** What this tab had open, with what was still on its way; in a new tab, what was worked on last. */
async function workOfBefore(): Promise<KeptRecord | undefined> {
  const id = openInTab();
  const journal = takeJournal();
  if (id === null) return (await allRecords())[0];
  return newer(journal?.id === id ? journal : null, await readRecord(id));
}

async function restoreWork(): Promise<boolean> {
  try {
    const record = await workOfBefore();
    const open = record && (await keptWork(record));
    if (!record || !open) return false;
    open();
    if (await claim(record.id)) continueWith(record.id);
    return true;
  } catch (error) {
    reportTrouble("document", error);
    return false;
  }
}

/** `?example=rnn-reber`, a cell or an optimizer as well. Taken out of the address, so that a reload comes back to what has become of it. */
async function openAskedFor(): Promise<boolean> {
  const address = new URL(window.location.href);
  const name = address.searchParams.get("example");
  if (name === null || !isExample(name)) return false;
  address.searchParams.delete("example");
  window.history.replaceState(null, "", address);
  await openExample(name);
  return true;
}

export async function openAtStart(): Promise<void> {
  if (!(await openAskedFor()) && !(await restoreWork())) await openExample(FIRST_EXAMPLE);
  startKeeping();
  startKeepingTraining();
}
