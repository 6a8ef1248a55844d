// Which node of one text is which of another: by name, by a line that only changed its name, by the same place or the same words.

import type { NodeId } from "../../graph/document.ts";
import { isInner, isNamed, type Sheet, statementOf, stepOf } from "./merge-sheet.ts";

/** How a name is called where the words of two texts are compared. */
type NameOf = (name: NodeId) => string;

/** Words of a node: its type, its settings, and what it reads, down to names. */
class Words {
  private readonly known = new Map<NodeId, string>();

  constructor(
    private readonly sheet: Sheet,
    private readonly nameOf: NameOf,
  ) {}

  of(id: NodeId): string {
    const known = this.known.get(id);
    if (known !== undefined) return known;
    const node = this.sheet.node(id);
    const settings = Object.entries(node?.attributes ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    const inputs = [...this.sheet.inputs(id)].sort(([a], [b]) => (a < b ? -1 : 1));
    const read = inputs.map(([port, from]) => `${port}=${this.reference(from.node)}:${from.port}`);
    const words = `${node?.type}${JSON.stringify(settings)}(${read.join()})`;
    this.known.set(id, words);
    return words;
  }

  private reference(id: NodeId): string {
    const step = stepOf(id);
    if (step) return `@${this.nameOf(step.of)}$${step.step}`;
    return isInner(id) ? this.of(id) : `@${this.nameOf(id)}`;
  }
}

class Matching {
  /** Next to base. */
  readonly pairs = new Map<NodeId, NodeId>();
  private readonly taken = new Set<NodeId>();

  constructor(
    private readonly base: Sheet,
    private readonly next: Sheet,
  ) {}

  run(): ReadonlyMap<NodeId, NodeId> {
    this.named();
    this.renamed();
    this.steps();
    this.inner();
    this.leftOver();
    return this.pairs;
  }

  /** A line that now does something more with what it was: that goes on inside it. */
  private named(): void {
    const both = this.next.ids.filter((id) => isNamed(id) && this.base.node(id));
    const alike = (id: NodeId): boolean => this.next.node(id)?.type === this.base.node(id)?.type;
    for (const id of both) if (alike(id)) this.pair(id, id);
    const come = byStatement(this.next);
    const same: NameOf = (name) => name;
    for (const id of both) {
      if (alike(id)) continue;
      this.bySameWords(come.get(id) ?? [], [id], same, same);
      if (this.isFree(id)) this.pair(id, id);
    }
  }

  private pair(next: NodeId, base: NodeId): void {
    this.pairs.set(next, base);
    this.taken.add(base);
  }

  private readonly isOpen = (id: NodeId): boolean => !this.pairs.has(id);
  private readonly isFree = (id: NodeId): boolean => !this.taken.has(id);

  /** Lines that are gone and lines that have come with the same words. */
  private renamed(): void {
    const gone = this.base.ids.filter((id) => isNamed(id) && this.isFree(id));
    const come = this.next.ids.filter((id) => isNamed(id) && this.isOpen(id));
    const changing = new Set([...gone, ...come]);
    const nameOf: NameOf = (name) => (changing.has(name) ? "?" : name);
    this.bySameWords(come, gone, nameOf, nameOf);
  }

  private bySameWords(come: readonly NodeId[], gone: readonly NodeId[], nextName: NameOf, baseName: NameOf): void {
    const [words, baseWords] = [new Words(this.next, nextName), new Words(this.base, baseName)];
    const free = new Map<string, NodeId[]>();
    for (const id of gone) free.set(baseWords.of(id), [...(free.get(baseWords.of(id)) ?? []), id]);
    for (const id of come) {
      if (!this.isOpen(id)) continue;
      const found = free.get(words.of(id))?.find(this.isFree);
      if (found !== undefined) this.pairTree(id, found);
    }
  }

  private pairTree(next: NodeId, base: NodeId): void {
    this.pair(next, base);
    for (const [port, from] of this.next.inputs(next)) {
      const source = this.base.inputs(base).get(port)?.node;
      const fits = source !== undefined && isInner(from.node) && isInner(source);
      if (fits && this.isOpen(from.node) && this.isFree(source)) this.pairTree(from.node, source);
    }
  }

  private steps(): void {
    for (const id of this.next.ids) {
      const step = stepOf(id);
      const of = step && (this.pairs.get(step.of) ?? step.of);
      const twin = step && of !== undefined ? `${of}$${step.step}` : undefined;
      if (twin !== undefined && this.base.node(twin) && this.isFree(twin)) this.pair(id, twin);
    }
  }

  private readonly toBase: NameOf = (name) => this.pairs.get(name) ?? (this.base.node(name) ? name : `new ${name}`);

  /** Inside the lines: first equal words, the largest first, then the same place. */
  private inner(): void {
    const [come, gone] = [byStatement(this.next), byStatement(this.base)];
    const pairs = [...this.pairs];
    for (const [next, base] of pairs) {
      const [ours, theirs] = [come.get(next) ?? [], gone.get(base) ?? []];
      if (ours.length > 0 && theirs.length > 0) this.bySameWords([...ours].reverse(), theirs, this.toBase, (name) => name);
    }
    for (const [next, base] of pairs) this.bySamePlace(next, base);
  }

  private bySamePlace(next: NodeId, base: NodeId): void {
    for (const [port, from] of this.next.inputs(next)) {
      const source = this.base.inputs(base).get(port)?.node;
      if (source === undefined || !isInner(from.node) || !isInner(source)) continue;
      const alike = this.next.node(from.node)?.type === this.base.node(source)?.type;
      if (alike && this.isOpen(from.node) && this.isFree(source)) this.pair(from.node, source);
      if (this.pairs.get(from.node) === source) this.bySamePlace(from.node, source);
    }
  }

  /** What got a line of its own, lost it, or moved into another line. */
  private leftOver(): void {
    const come = this.next.ids.filter((id) => this.isOpen(id) && stepOf(id) === null);
    const gone = this.base.ids.filter((id) => this.isFree(id) && stepOf(id) === null);
    this.bySameWords([...come].reverse(), gone, this.toBase, (name) => name);
  }
}

function byStatement(sheet: Sheet): ReadonlyMap<NodeId, readonly NodeId[]> {
  const found = new Map<NodeId, NodeId[]>();
  for (const id of sheet.ids) if (isInner(id)) found.set(statementOf(id), [...(found.get(statementOf(id)) ?? []), id]);
  return found;
}

/** Ids of `next` to ids of `base`; each at most once. */
export const matchSheets = (base: Sheet, next: Sheet): ReadonlyMap<NodeId, NodeId> => new Matching(base, next).run();
