// Where the wires of one net part, and which of them draws which stretch.

import type { Position } from "../../graph/document.ts";
import { headingTo } from "./heading.ts";
import type { Laid } from "./laid.ts";
import { distance, legBetween, samePoint, samePoints } from "./legs.ts";
import type { Branch, Way } from "./routing.ts";

/** The point at which two ways from one port part; null where they part at the port or never. */
export function parting(a: readonly Position[], b: readonly Position[]): Position | null {
  for (let k = 0; samePoint(a[k], b[k]); k++) {
    const [here, nextA, nextB] = [a[k]!, a[k + 1], b[k + 1]];
    if (!nextA || !nextB) return null;
    if (samePoint(nextA, nextB)) continue;
    if (headingTo(here, nextA) !== headingTo(here, nextB)) return k === 0 ? null : here;
    return distance(here, nextA) < distance(here, nextB) ? nextA : nextB;
  }
  return null;
}

const liesOn = (a: Position, point: Position, b: Position): boolean => {
  const { upright, at, low, high } = legBetween(a, b);
  const [across, along] = upright ? [point.x, point.y] : [point.y, point.x];
  return across === at && along >= low && along <= high;
};

/** How far along a way a point of it lies; -1 where it is none of the way's. */
export function walkedTo(points: readonly Position[], point: Position): number {
  let walked = 0;
  for (let k = 1; k < points.length; k++) {
    const [a, b] = [points[k - 1]!, points[k]!];
    if (liesOn(a, point, b)) return walked + distance(a, point);
    walked += distance(a, b);
  }
  return -1;
}

/** The rest of a way from one of its points on. */
export function after(points: readonly Position[], from: Position): Position[] {
  const k = points.findIndex((point, index) => index > 0 && liesOn(points[index - 1]!, from, point));
  const rest = points.slice(k);
  return samePoint(rest[0], from) ? rest : [from, ...rest];
}

const distinct = (points: readonly Position[]): Position[] => points.filter((p, k) => points.findIndex((q) => samePoint(p, q)) === k);

/** What follows from the ways of one net. */
export interface NetDrawing {
  readonly ways: ReadonlyMap<string, Way>;
  readonly branches: readonly Branch[];
}

function wayOf(laid: Laid, earlier: readonly Laid[], net: readonly Laid[]): Way {
  const { points } = laid;
  const partings = distinct(net.flatMap((mate) => (mate === laid ? [] : (parting(points, mate.points) ?? []))));
  const left = earlier.flatMap((mate) => parting(points, mate.points) ?? []);
  const last = left.sort((a, b) => walkedTo(points, b) - walkedTo(points, a))[0];
  return { points, partings, own: last ? after(points, last) : points };
}

/** @param net its wires in drawing order */
export function drawNet(net: readonly Laid[]): NetDrawing {
  const ways = new Map(net.map((laid, k) => [laid.id, wayOf(laid, net.slice(0, k), net)]));
  const points = distinct([...ways.values()].flatMap(({ partings }) => partings));
  const through = (point: Position) => net.filter((laid) => walkedTo(laid.points, point) >= 0).map(({ id }) => id);
  return { ways, branches: points.map((point) => ({ point, wires: through(point) })) };
}

export const sameWay = (a: Way | undefined, b: Way): boolean =>
  a !== undefined && samePoints(a.points, b.points) && samePoints(a.own, b.own) && samePoints(a.partings, b.partings);
