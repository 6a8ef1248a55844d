// --values: numbers by name from a JSON file or standard input, and where each name stands in it.

import { Problem } from "../base/errors.ts";
import { type Feeds, readFeeds } from "../compiler/feeds.ts";
import { scanJson } from "../graph/json-scan.ts";
import type { Arguments, Option } from "./command.ts";
import { keyOffsets, placeAt, type TextPlace } from "./json-places.ts";
import { readStream, readText } from "./read-text.ts";
import type { Terminal } from "./terminal.ts";

/** A text of this size still fits into one string. */
const LARGEST_FILE = 256 * 2 ** 20;

export const valuesOption: Option = { name: "values", value: "FILE", summary: "numbers by name, JSON; - reads standard input" };

export interface Values {
  /** As errors name it. */
  readonly file: string;
  readonly feeds: Feeds;
  /** Where the entry of this name begins. */
  placeOf(name: string): TextPlace | undefined;
}

/** Complaints of `readFeeds` begin with `values "x"` or `values "x.lengths"`. */
export function nameIn(message: string): string | undefined {
  return /^values "([^"]*)"/.exec(message)?.[1];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // the engine's own message has neither line nor words of ours
    if (text.trim() === "") throw new Problem({ code: "empty-file", message: "the file is empty", expected: '{"name": numbers, ...}' });
    scanJson(text);
    throw new Problem({ code: "bad-json", message: "not JSON" });
  }
}

/** The numbers of a text; problems name the file, and the line where there is one. */
export function parseValues(text: string, file: string): Values {
  let offsets: ReadonlyMap<string, number> = new Map();
  const placeOf = (name: string) => {
    const at = offsets.get(name) ?? offsets.get(name.replace(/\.lengths$/, ""));
    return at === undefined ? undefined : placeAt(text, at);
  };
  try {
    const values = parse(text);
    offsets = keyOffsets(text);
    return { file, feeds: readFeeds(values), placeOf };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const place = placeOf(nameIn(error.data.message) ?? "");
    throw new Problem({ ...error.data, where: { ...place, ...error.data.where, file } });
  }
}

/** What --values says; null where it is not given. */
export async function readValues({ options }: Arguments, terminal: Terminal): Promise<Values | null> {
  const file = options.get("values");
  if (file === undefined) return null;
  if (file === "-") return parseValues(await readStream(terminal.input, "standard input", LARGEST_FILE), "standard input");
  return parseValues(await readText(file, LARGEST_FILE), file);
}
