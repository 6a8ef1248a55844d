// Which items get lines of their own, and what these are called. Everything else is written where it is read.

import type { FreshNames } from "../../graph/fresh-id.ts";
import { isEquationName } from "./name.ts";
import { readable } from "./own-parameters.ts";
import { type Item, isDelay, isEnd, isFixed, readsByName, unwritable } from "./sheet.ts";
import { callName } from "./signature.ts";
import type { Border } from "./written-delays.ts";
import { isChained, readItem } from "./written-delays.ts";

const standAlone = new Set(["input", "sequence", "parameter", "optimizer"]);

/** A readable name for what nobody has named. */
export function giveName(item: Item, names: FreshNames): void {
  const wanted = readable(item.id);
  item.name = names.take(isEquationName(wanted) ? wanted : callName(item.type.id));
}

/** The names that people gave stay. */
export function keepNames(items: readonly Item[]): void {
  for (const item of items) {
    if (item.name !== null || item.id.includes("$")) continue;
    if (!isEquationName(item.id))
      unwritable(
        item,
        item.type.id,
        "its name cannot stand in equations",
        "rename it: Latin or Greek letters, digits and _, but not t or T",
      );
    item.name = item.id;
  }
}

/** How often each item is written where it is read, its name aside. */
function uses(items: readonly Item[], borders: readonly Border[]): Map<Item, number> {
  const counts = new Map<Item, number>();
  const count = (item: Item) => counts.set(item, (counts.get(item) ?? 0) + 1);
  for (const item of items) {
    for (const [port, source] of item.inputs) if (!readsByName(item, port) && !(isDelay(item) && port === "initial")) count(source);
  }
  for (const { initial } of borders) count(initial);
  return counts;
}

/** Delays that are said without being read: as links of a chain, or by what they begin with. */
function mentioned(items: readonly Item[]): Set<Item> {
  const found = new Set<Item>();
  for (const item of items) {
    if (!isDelay(item)) continue;
    if (isChained(item)) found.add(readItem(item));
    if (item.inputs.has("initial")) found.add(item);
  }
  return found;
}

/** `[h[t-1]; x]`: papers write it out in every gate. */
const isStack = (item: Item): boolean =>
  item.type.id === "concat" &&
  [...item.inputs.values()].every((source) => source.name !== null || !source.id.includes("$") || isDelay(source) || isEnd(source));

/** May be written in several places: the text means one node, or the same numbers. */
export const repeats = (item: Item): boolean => isDelay(item) || isEnd(item) || isFixed(item) || isStack(item);

export function nameTheRest(items: readonly Item[], borders: readonly Border[], names: FreshNames): void {
  const counts = uses(items, borders);
  const known = mentioned(items);
  for (const item of items) {
    if (item.name !== null) continue;
    const count = counts.get(item) ?? 0;
    const unread = count === 0 && !known.has(item);
    if (standAlone.has(item.type.role) || unread || (count > 1 && !repeats(item))) giveName(item, names);
  }
}
