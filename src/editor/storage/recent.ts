// Documents that were worked on before: nothing is lost when another one is opened.

import { useEffect, useState } from "react";
import { fail } from "../store/view.ts";
import { continueWith, openRecord } from "./keeping.ts";
import { allRecords, type KeptRecord, readRecord } from "./records.ts";
import { keptWork } from "./start.ts";
import { isKept } from "./trouble.ts";

const MOST_SHOWN = 6;

async function recentRecords(): Promise<readonly KeptRecord[]> {
  if (!isKept()) return [];
  try {
    const records = await allRecords();
    return records.filter(({ id, edited }) => edited && id !== openRecord()).slice(0, MOST_SHOWN);
  } catch {
    return [];
  }
}

const NONE: readonly KeptRecord[] = [];

/** Asked anew each time that the menu opens. */
export function useRecent(asking: boolean): readonly KeptRecord[] {
  const [records, setRecords] = useState(NONE);
  useEffect(() => {
    let current = true;
    if (asking) void recentRecords().then((found) => current && setRecords(found));
    return () => {
      current = false;
    };
  }, [asking]);
  return records;
}

const lost = { code: "unreadable-record", message: "this document can no longer be read from the browser", remedy: "open it from a file" };

export async function openRecent(id: string): Promise<void> {
  try {
    const record = await readRecord(id);
    if (!record) return fail(lost);
    const open = await keptWork(record);
    if (!open) return fail(lost);
    continueWith(id);
    open();
  } catch {
    fail(lost);
  }
}

const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });
const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** `5 min. ago` */
export function age(changed: number, now: number): string {
  const unit = UNITS.find(([, length]) => now - changed >= length);
  return unit ? RELATIVE.format(-Math.floor((now - changed) / unit[1]), unit[0]) : "just now";
}
