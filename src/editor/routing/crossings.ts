// Where wires of different nets cross. The later one passes over the earlier and gets a casing.

import { walkedTo } from "./branches.ts";
import { crossed } from "./judge.ts";
import type { Crossing, Way } from "./routing.ts";
import type { Sheet } from "./sheet.ts";

/** The drawing of all wires. */
export interface Drawing {
  readonly sheet: Sheet;
  readonly ways: ReadonlyMap<string, Way>;
  /** Place of a wire in drawing order. */
  readonly order: ReadonlyMap<string, number>;
}

const named = ({ point, over, under }: Crossing): string => `${over} ${under} ${point.x} ${point.y}`;

/** On a trunk, the wire that draws it is the one that is crossed. */
function crossingsOf({ sheet, ways, order }: Drawing, id: string): Crossing[] {
  const { own } = ways.get(id)!;
  return crossed(sheet, sheet.get(id)!.net, own).flatMap(({ by: { wire }, point }) => {
    if (walkedTo(ways.get(wire)!.own, point) < 0) return [];
    const isOver = order.get(id)! > order.get(wire)!;
    return [{ point, over: isOver ? id : wire, under: isOver ? wire : id }];
  });
}

/** Crossings in which at least one of some wires takes part; each once, though legs may meet there with their ends. */
export function findCrossings(drawing: Drawing, wires: Iterable<string>): Crossing[] {
  const found = new Map<string, Crossing>();
  for (const id of wires) for (const crossing of crossingsOf(drawing, id)) found.set(named(crossing), crossing);
  return [...found.values()];
}
