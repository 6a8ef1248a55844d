// What one tab remembers by itself: which record it has open, and what it could not hand to the database before it went.
// Both survive a reload and not the closing of the tab. Everything here may be forbidden, and is then left undone.

import type { KeptRecord } from "./records.ts";

const OPEN = "gradwire.open";
const JOURNAL = "gradwire.journal";

function quietly<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}

export const openInTab = (): string | null => quietly(() => sessionStorage.getItem(OPEN));

export const rememberOpen = (id: string): void => void quietly(() => sessionStorage.setItem(OPEN, id));

/** Written at once, unlike the database, which may not finish while the page goes away. */
export function writeJournal(record: KeptRecord): void {
  quietly(() => sessionStorage.setItem(JOURNAL, JSON.stringify(record)));
}

const isRecord = (value: unknown): value is KeptRecord =>
  typeof value === "object" && value !== null && "id" in value && "text" in value && "changed" in value;

/** Read once. */
export function takeJournal(): KeptRecord | null {
  return quietly(() => {
    const text = sessionStorage.getItem(JOURNAL);
    sessionStorage.removeItem(JOURNAL);
    const value: unknown = text === null ? null : JSON.parse(text);
    return isRecord(value) ? value : null;
  });
}

let release: (() => void) | null = null;

/** Two tabs never write the same record: the second goes on with a copy. */
export async function claim(id: string): Promise<boolean> {
  release?.();
  release = null;
  if (!navigator.locks) return true;
  return new Promise((resolve) => {
    void navigator.locks.request(`gradwire ${id}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return (
        lock &&
        new Promise<void>((done) => {
          release = done;
        })
      );
    });
  });
}
