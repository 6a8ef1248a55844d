// The difference between two documents as changes, and its application. Unlike immer's patches they keep the order of keys:
// the order of nodes is the order of a cell's ports, so undo must bring it back.

import { Problem } from "../base/errors.ts";
import type { Change, DocumentPath } from "./edit.ts";

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

/** True where keys that both have come in the same order. */
function sameOrder(from: Fields, to: Fields): boolean {
  const kept = Object.keys(from).filter((key) => Object.hasOwn(to, key));
  const there = Object.keys(to).filter((key) => Object.hasOwn(from, key));
  return kept.every((key, index) => key === there[index]);
}

/** The changes that lead from one value to the other. Parts that are the same object are not looked into. */
export function difference(from: unknown, to: unknown, path: DocumentPath = []): Change[] {
  if (Object.is(from, to)) return [];
  if (!isFields(from) || !isFields(to) || !sameOrder(from, to)) return [{ kind: "set", path, value: to }];
  const removed = Object.keys(from).filter((key) => !Object.hasOwn(to, key));
  return [...removed.map((key): Change => ({ kind: "remove", path: [...path, key] })), ...arrivals(from, to, path)];
}

/** From the last key to the first, so that the key an inserted one stands in front of is there already. */
function arrivals(from: Fields, to: Fields, path: DocumentPath): Change[] {
  const changes: Change[] = [];
  let before: string | null = null;
  for (const key of Object.keys(to).reverse()) {
    const here = [...path, key];
    if (Object.hasOwn(from, key)) changes.push(...difference(from[key], to[key], here));
    else changes.push({ kind: "insert", path: here, value: to[key], before });
    before = key;
  }
  return changes;
}

const refuse = (path: DocumentPath): never => {
  throw new Problem({ code: "stale-patch", message: `patch: this document has no "${path.join(".")}", the patch is from another one` });
};

/** The keys of a record as a chain, so that any number of insertions costs one walk at the end. */
class KeyOrder {
  /** The key in front of each; under null the last one. */
  private readonly previous = new Map<string | null, string | undefined>();

  constructor(keys: readonly string[]) {
    for (const [index, key] of keys.entries()) this.previous.set(key, keys[index - 1]);
    this.previous.set(null, keys.at(-1));
  }

  insert(key: string, before: string | null): void {
    this.previous.set(key, this.previous.get(before));
    this.previous.set(before, key);
  }

  keys(): string[] {
    const keys: string[] = [];
    for (let key = this.previous.get(null); key !== undefined; key = this.previous.get(key)) keys.push(key);
    return keys.reverse();
  }
}

/** A patch at work: records are copied when they are first written to, so the old document stays as it is. */
class Patching {
  private readonly base: { root: unknown };
  private readonly copies = new WeakSet<object>();
  private readonly orders = new Map<Fields, KeyOrder>();

  constructor(root: unknown) {
    this.base = { root };
    this.copies.add(this.base);
  }

  run(changes: readonly Change[]): unknown {
    for (const change of changes) this.make(change);
    for (const fields of this.orders.keys()) this.settle(fields);
    return this.base.root;
  }

  private make(change: Change): void {
    const key = change.path.at(-1) ?? refuse(change.path);
    const fields = this.fieldsAt(change.path.slice(0, -1));
    const isThere = Object.hasOwn(fields, key);
    if (isThere === (change.kind === "insert") || key === "__proto__") refuse(change.path);
    if (change.kind === "insert") this.insert(fields, key, change);
    else if (change.kind === "set") fields[key] = change.value;
    else {
      this.settle(fields);
      delete fields[key];
    }
  }

  private insert(fields: Fields, key: string, { path, value, before }: Extract<Change, { kind: "insert" }>): void {
    if (before !== null && !Object.hasOwn(fields, before)) refuse(path);
    const order = this.orders.get(fields) ?? new KeyOrder(Object.keys(fields));
    this.orders.set(fields, order);
    order.insert(key, before);
    fields[key] = value;
  }

  /** Puts the keys in the order that the insertions gave them. */
  private settle(fields: Fields): void {
    const keys = this.orders.get(fields)?.keys() ?? [];
    this.orders.delete(fields);
    const entries = keys.map((key) => [key, fields[key]] as const);
    for (const key of keys) delete fields[key];
    for (const [key, value] of entries) fields[key] = value;
  }

  /** The record at a path, as a copy of our own. */
  private fieldsAt(path: DocumentPath): Fields {
    let here = this.ownCopy(this.base, "root", path);
    for (const key of path) here = this.ownCopy(here, key, path);
    return here;
  }

  private ownCopy(parent: Fields, key: string, path: DocumentPath): Fields {
    const fields = Object.hasOwn(parent, key) ? parent[key] : undefined;
    if (!isFields(fields)) return refuse(path);
    if (this.copies.has(fields)) return fields;
    const copy = { ...fields };
    this.copies.add(copy);
    parent[key] = copy;
    return copy;
  }
}

/** `root` with the changes made. Throws a Problem where it is not the value that the patch was made for. */
export const applyChanges = (root: unknown, changes: readonly Change[]): unknown => new Patching(root).run(changes);

const pathKey = (path: DocumentPath): string => JSON.stringify(path);

/** One list of changes for two; of two values for one place the later remains, so a long drag stays short. */
export function composeChanges(first: readonly Change[], second: readonly Change[]): Change[] {
  const later = new Set(second.filter((change) => change.kind === "set").map((change) => pathKey(change.path)));
  return [...first.filter((change) => change.kind !== "set" || !later.has(pathKey(change.path))), ...second];
}
