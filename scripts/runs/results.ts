// Results on disk, by run and seed, so that runs can be made one after the other, or two at a time.

import { readFileSync, writeFileSync } from "node:fs";
import type { Result } from "./run.ts";

export type Results = Readonly<Record<string, Readonly<Record<string, Result>>>>;

const file = new URL("../../docs/results.json", import.meta.url);

export const readResults = (): Results => JSON.parse(readFileSync(file, "utf8")) as Results;

/** Reads the file anew first, as another process may have added to it. */
export function keepResult(name: string, seed: number, result: Result): void {
  const results = readResults();
  const kept = { ...results, [name]: { ...results[name], [seed]: result } };
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
}
