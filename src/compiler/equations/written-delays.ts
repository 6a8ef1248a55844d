// Delays on the way to text. `h[t-1]` has one value at the border, so delays of h that begin differently read it under other names.

import { components } from "../../base/topology.ts";
import type { FreshNames } from "../../graph/fresh-id.ts";
import { inputPorts, type Registry } from "../../graph/node-type.ts";
import { readable } from "./own-parameters.ts";
import { type Item, isDelay, isEnd, newItem, unwritable } from "./sheet.ts";
import { defaultsOf } from "./signature.ts";

const isNamed = (id: string): boolean => !id.includes("$");

/** What a delay or a first or last step reads. */
export function readItem(item: Item): Item {
  const x = item.inputs.get("x");
  return x ?? unwritable(item, item.type.id, "its input x has no wire", "wire something into x", "x");
}

/** A delay that nobody has named, of which only the next link of its chain may have been said. */
const isLink = (item: Item): boolean => isDelay(item) && !isNamed(item.id);

/** `x[t-2]` reads x[t-1] without a name for it: both are delays of one direction, and the chain begins with zeros. */
function couldChain(item: Item): boolean {
  const x = readItem(item);
  return isDelay(item) && isLink(x) && x.type === item.type && !item.inputs.has("initial");
}

export const isChained = (item: Item): boolean => couldChain(item) && readItem(item).name === null;

/** Delays that read each other in a circle and nothing else: one of them needs a name. */
function circles(items: readonly Item[]): Item[] {
  const links = items.filter((item) => isDelay(item) && couldChain(item));
  const inside = new Set(links);
  const next = (item: Item): Item[] => [readItem(item)].filter((x) => inside.has(x));
  return components(links, next).flatMap((circle) => {
    const [first] = circle;
    return first && (circle.length > 1 || next(first).includes(first)) ? [first] : [];
  });
}

/** What has to have a line of its own because its name stands before a bracket. */
export function readByName(items: readonly Item[]): Set<Item> {
  const named = new Set<Item>(circles(items));
  for (const item of items) {
    if ((isDelay(item) || isEnd(item)) && !couldChain(item)) named.add(readItem(item));
  }
  return named;
}

/** Delays of one name in one direction that begin with the same value. */
export interface Border {
  readonly of: Item;
  readonly border: "before" | "after";
  readonly initial: Item;
}

interface Group {
  readonly of: Item;
  readonly type: Item["type"];
  /** By initial value; undefined is zero. */
  readonly delays: Map<Item | undefined, Item[]>;
}

function groups(items: readonly Item[]): Group[] {
  const found = new Map<string, Group>();
  const numbers = new Map(items.map((item, index) => [item, index]));
  for (const item of items) {
    if (!isDelay(item) || isChained(item)) continue;
    const of = readItem(item);
    const key = `${numbers.get(of)} ${item.type.id}`;
    const group = found.get(key) ?? { of, type: item.type, delays: new Map<Item | undefined, Item[]>() };
    found.set(key, group);
    const initial = item.inputs.get("initial");
    group.delays.set(initial, [...(group.delays.get(initial) ?? []), item]);
  }
  return [...found.values()];
}

const borderOf = (type: Item["type"]): Border["border"] => (type.id === "delay-next" ? "after" : "before");

/** The same value under another name, for delays that begin with something else. */
function alias(of: Item, delays: readonly Item[], registry: Registry, names: FreshNames): Item {
  const type =
    registry.get("identity") ?? unwritable(of, of.type.id, "two delays of it begin differently", "let one of them read a copy of it");
  const id = names.take(`${readable(of.id)}_2`);
  const item = newItem(id, type, defaultsOf(type), { ports: inputPorts(type, defaultsOf(type)), name: id });
  item.inputs.set("x", of);
  for (const delay of delays) delay.inputs.set("x", item);
  return item;
}

/** Gives what each name begins with, and the copies that are needed for it. Names of what is read by name are known. */
export function borders(items: readonly Item[], registry: Registry, names: FreshNames): { borders: Border[]; aliases: Item[] } {
  const found: Border[] = [];
  const aliases: Item[] = [];
  for (const { of, type, delays } of groups(items)) {
    [...delays].forEach(([initial, members], index) => {
      const name = index === 0 ? of : alias(of, members, registry, names);
      if (name !== of) aliases.push(name);
      if (initial) found.push({ of: name, border: borderOf(type), initial });
    });
  }
  return { borders: found, aliases };
}
