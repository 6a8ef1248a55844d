// The example graphs that come with the page; each is fetched when it is asked for.

import { fail } from "../store/view.ts";
import { openText } from "./open.ts";

const files = import.meta.glob<string>("../../../graphs/examples/*.json", { query: "?raw", import: "default" });

const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1).replace(/\.json$/, "");

const loaders = new Map(Object.entries(files).map(([path, load]) => [nameOf(path), load]));

export const exampleNames: readonly string[] = [...loaders.keys()].sort();

/** The one that the page begins with. */
export const FIRST_EXAMPLE = "lstm-embedded-reber";

export async function openExample(name: string): Promise<void> {
  const load = loaders.get(name);
  if (!load) return;
  try {
    openText(await load(), name);
  } catch {
    fail({ code: "unreadable-example", message: `${name}: the example cannot be fetched`, remedy: "check the connection and try again" });
  }
}
