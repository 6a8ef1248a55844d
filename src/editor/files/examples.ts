// The graphs that come with the page, in groups; each is fetched when it is asked for. A graph's title is the name of its file, so a
// list of them reads none.

import { fail } from "../store/view.ts";
import { openText } from "./open.ts";

const files = import.meta.glob<string>(
  ["../../../graphs/examples/*.json", "../../../graphs/cells/*.json", "../../../graphs/optimizers/*.json"],
  { query: "?raw", import: "default" },
);

/** One of the graphs that come with the page. */
export interface Example {
  /** Title and name of the file; no two groups share one. */
  readonly name: string;
  /** What it is, as a sentence calls it. */
  readonly kind: string;
}

export interface ExampleGroup {
  readonly title: string;
  readonly examples: readonly Example[];
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1).replace(/\.json$/, "");
const folderOf = (path: string): string => path.split("/").at(-2) ?? "";

const loaders = new Map(Object.entries(files).map(([path, load]) => [nameOf(path), load]));

/** In numbers as people count: note-2 before note-10. */
const compare = new Intl.Collator("en", { numeric: true }).compare;

function group(title: string, kind: string, folder: string, belongs = (_name: string): boolean => true): ExampleGroup {
  const names = Object.keys(files).flatMap((path) => (folderOf(path) === folder && belongs(nameOf(path)) ? [nameOf(path)] : []));
  return { title, examples: names.sort(compare).map((name) => ({ name, kind })) };
}

/** An example that shows where one of the notes is wrong. */
const isAboutNote = (name: string): boolean => name.startsWith("note-");

export const exampleGroups: readonly ExampleGroup[] = [
  group("Examples", "example", "examples", (name) => !isAboutNote(name)),
  group("Notes' errors", "example", "examples", isAboutNote),
  group("Cells", "cell", "cells"),
  group("Optimizers", "optimizer", "optimizers"),
];

export const isExample = (name: string): boolean => loaders.has(name);

/** The one that the page begins with. */
export const FIRST_EXAMPLE = "lstm-embedded-reber";

export async function openExample(name: string): Promise<void> {
  const load = loaders.get(name);
  if (!load) return;
  try {
    openText(await load(), name);
  } catch {
    fail({ code: "unreadable-example", message: `${name}: the graph cannot be fetched`, remedy: "check the connection and try again" });
  }
}
