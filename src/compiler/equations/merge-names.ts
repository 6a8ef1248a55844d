// What nodes are called after a merge: names from the text, old ids for what nobody has named, and no id twice.

import type { NodeId } from "../../graph/document.ts";
import { FreshNames } from "../../graph/fresh-id.ts";
import type { Kept } from "./merge-keep.ts";
import { isNamed, type Sheet, statementOf } from "./merge-sheet.ts";
import { refuse } from "./refuse.ts";

/** A name that printing made up for `scaled$` does not stay, but for those in `names`. */
function keptId(id: NodeId, { next, base }: Kept, names: ReadonlySet<NodeId>): NodeId | null {
  if (names.has(next) && !isNamed(id)) return next;
  if (next === base || (!isNamed(next) && !isNamed(id))) return id;
  return isNamed(next) ? next : null;
}

export interface Names {
  /** Old id to new one, of nodes that stay. */
  readonly kept: ReadonlyMap<NodeId, NodeId>;
  /** Id in the text to id in the graph, of nodes that come. */
  readonly fresh: ReadonlyMap<NodeId, NodeId>;
}

/** `silent` are ids that text cannot change; of the names that printing made up, those in `madeUp` stay. */
export function giveNames(
  kept: ReadonlyMap<NodeId, Kept>,
  fresh: readonly NodeId[],
  silent: Iterable<NodeId>,
  next: Sheet,
  lineOf: (name: NodeId) => number,
  madeUp: ReadonlySet<NodeId>,
): Names {
  const fixed = new Set(silent);
  for (const name of next.ids) {
    if (!isNamed(name) || !fixed.has(name)) continue;
    const message = `${name} is a node of the graph already that these equations cannot say`;
    refuse({ line: lineOf(name), column: 1 }, { code: "duplicate-name", message, got: name, remedy: "choose another name" });
  }
  const wanted = new Map([...kept].map(([id, entry]) => [id, keptId(id, entry, madeUp)]));
  const certain = [...wanted.values()].filter((id) => id !== null);
  const names = new FreshNames([...fixed, ...certain, ...next.ids.filter(isNamed)]);
  const inside = (id: NodeId): NodeId => names.take(`${statementOf(id)}$1`);
  return {
    kept: new Map([...wanted].map(([id, name]) => [id, name ?? inside(kept.get(id)!.next)])),
    fresh: new Map(fresh.map((id) => [id, isNamed(id) ? id : names.take(id)])),
  };
}
