// How good a way is beside the others that lie: what it covers, what it crosses, what it costs.

import type { Position } from "../../graph/document.ts";
import type { Laid, LaidLeg } from "./laid.ts";
import { beside, boundsOf, type Leg, legsOf, lengthOf, samePoint } from "./legs.ts";
import { BEND, CROSSING, LANE, TINY } from "./measures.ts";
import type { Sheet } from "./sheet.ts";

const othersAround = (sheet: Sheet, net: string, points: readonly Position[]): LaidLeg[] =>
  sheet.legsIn(boundsOf(points)).filter((leg) => leg.net !== net && !leg.waiting);

/** The wires of other nets on which a way would lie, or beside which it would run too closely. */
export function covered(sheet: Sheet, net: string, points: readonly Position[]): Set<string> {
  const legs = legsOf(points);
  const covers = (other: Leg) => legs.some((leg) => beside(leg, other, LANE) > 0);
  return new Set(
    othersAround(sheet, net, points)
      .filter(covers)
      .map(({ wire }) => wire),
  );
}

const within = (value: number, { low, high }: Leg): boolean => value >= low - TINY && value <= high + TINY;

/** Where a level and an upright leg cross, their ends included. */
export function crossingPoint(a: Leg, b: Leg): Position | null {
  if (a.upright === b.upright || !within(a.at, b) || !within(b.at, a)) return null;
  return a.upright ? { x: a.at, y: b.at } : { x: b.at, y: a.at };
}

interface Crossed {
  readonly by: LaidLeg;
  readonly point: Position;
}

export function crossed(sheet: Sheet, net: string, points: readonly Position[]): Crossed[] {
  const legs = legsOf(points);
  const found: Crossed[] = [];
  for (const by of othersAround(sheet, net, points)) {
    for (const leg of legs) {
      const point = crossingPoint(leg, by);
      if (point) found.push({ by, point });
    }
  }
  return found;
}

/** Wires that share a trunk are crossed once. */
export function countCrossings(sheet: Sheet, net: string, points: readonly Position[]): number {
  const found = crossed(sheet, net, points);
  const same = (a: Crossed, b: Crossed) => a.by.net === b.by.net && samePoint(a.point, b.point);
  return found.filter((one, k) => found.findIndex((other) => same(one, other)) === k).length;
}

/** How much of a leg lies on a wire. */
const onWire = (leg: Leg, { legs }: Laid): number =>
  legs.reduce((length, theirs) => length + (theirs.at === leg.at ? beside(leg, theirs, LANE) : 0), 0);

const sharedLength = (legs: readonly Leg[], mates: Iterable<Laid>): number =>
  [...mates].reduce(
    (most, mate) =>
      Math.max(
        most,
        legs.reduce((length, leg) => length + onWire(leg, mate), 0),
      ),
    0,
  );

/** Corners, length that no wire of the net has laid yet, crossings. The wire itself must not lie on the sheet. */
export function priceOf(sheet: Sheet, net: string, points: readonly Position[]): number {
  const fresh = lengthOf(points) - sharedLength(legsOf(points), sheet.mates(net));
  return BEND * (points.length - 2) + fresh + CROSSING * countCrossings(sheet, net, points);
}
