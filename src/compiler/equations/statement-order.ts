// In which order lines stand: what is fed, what is trained, constants, then each line after what it reads in the same step;
// what states begin with; the loss; the optimizer.

import { components } from "../../base/topology.ts";
import type { NodeType } from "../../graph/node-type.ts";
import { type Expression, partsOf } from "./expression.ts";
import type { Written } from "./format.ts";
import { literalTensor } from "./literal.ts";

export interface Line extends Written {
  readonly type: NodeType | null;
}

/** Names that are read; with `now`, only those of the same step. */
function namesIn(expression: Expression, now = false, found: Set<string> = new Set()): Set<string> {
  const named = expression.kind === "name" || expression.kind === "step";
  const delayed = expression.kind === "step" && expression.step.kind === "shift";
  if (named && !(now && delayed)) found.add(expression.name);
  for (const part of partsOf(expression)) namesIn(part, now, found);
  return found;
}

const isLoss = ({ name, type }: Line): boolean => name === "loss" || type?.role === "loss" || type?.role === "metric";

/** Numbers, zeros(3): nothing is read. */
const isFixed = ({ value }: Line): boolean => literalTensor(value) !== null || (value.kind === "call" && namesIn(value).size === 0);

type Group = "fed" | "trained" | "fixed" | "computed" | "loss" | "optimizer";
const order: readonly Group[] = ["fed", "trained", "fixed", "computed", "loss", "optimizer"];

/** Lines that come from a loss follow it. */
function groupOf(line: Line, behindLoss: ReadonlySet<string>): Group {
  switch (line.type?.role) {
    case "input":
    case "sequence":
      return "fed";
    case "parameter":
      return "trained";
    case "optimizer":
      return "optimizer";
    default:
      return behindLoss.has(line.name) ? "loss" : isFixed(line) ? "fixed" : "computed";
  }
}

type Reads = ReadonlyMap<string, ReadonlySet<string>>;

const readsOf = (lines: readonly Line[], now: boolean): Reads => new Map(lines.map(({ name, value }) => [name, namesIn(value, now)]));

/** The losses and all that is computed from them in the same step. */
function behindLosses(lines: readonly Line[], reads: Reads): ReadonlySet<string> {
  const readers = new Map<string, string[]>(lines.map(({ name }) => [name, []]));
  for (const { name } of lines) for (const read of reads.get(name) ?? []) readers.get(read)?.push(name);
  const found = new Set(lines.filter(isLoss).map(({ name }) => name));
  for (const name of found) for (const reader of readers.get(name) ?? []) found.add(reader);
  return found;
}

/** Stable: lines that stand in a good order already keep it. */
export function inOrder(lines: readonly Line[], borders: readonly Written[]): readonly Written[] {
  const [now, ever] = [readsOf(lines, true), readsOf(lines, false)];
  const behind = behindLosses(lines, now);
  const byGroup = new Map(order.map((group): [Group, Line[]] => [group, []]));
  for (const line of lines) byGroup.get(groupOf(line, behind))!.push(line);
  const sorted = new Map([...byGroup].map(([group, members]) => [group, afterWhatTheyRead(members, now, ever)]));
  const places = new Map([...sorted.values()].flat().map(({ name }, index) => [name, index]));
  const placed = [...borders].sort((a, b) => (places.get(a.name) ?? 0) - (places.get(b.name) ?? 0) || (a.border === "before" ? -1 : 1));
  return [...sorted].flatMap(([group, members]) => [...(group === "loss" ? placed : []), ...members]);
}

/** Only lines on a common cycle through delays stand before something that they read, and that one step later. */
function afterWhatTheyRead(lines: readonly Line[], now: Reads, ever: Reads): Line[] {
  const places = new Map(lines.map(({ name }, index) => [name, index]));
  const cycles = components([...places.keys()], (name) => ever.get(name) ?? []);
  const sorted = cycles.flatMap((names) => {
    const inPlace = [...names].sort((a, b) => places.get(a)! - places.get(b)!);
    return components(inPlace, (name) => now.get(name) ?? []).flat();
  });
  return sorted.map((name) => lines[places.get(name)!]!);
}
