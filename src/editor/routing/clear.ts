// Whether a given way could be laid as it is: the rules that a search keeps of itself.

import type { Position } from "../../graph/document.ts";
import { after, parting } from "./branches.ts";
import { isFree, standsWell } from "./by-hand.ts";
import { covered, crossingPoint } from "./judge.ts";
import { netOf } from "./laid.ts";
import { beside, boundsOf, grown, legsOf, outside, runsThrough, samePoint } from "./legs.ts";
import { LANE, MARGIN, PLATE_MARGIN, STUB, TINY } from "./measures.ts";
import type { SceneWire } from "./scene.ts";
import type { Sheet } from "./sheet.ts";

/** True where all but the ends of a way keeps its distance from nodes and plates. */
function keepsDistance(sheet: Sheet, wire: SceneWire, points: readonly Position[]): boolean {
  const { from, to } = sheet.endsOf(wire);
  const inner = legsOf([from.point, ...points.slice(1, -1), to.point]);
  return sheet.thingsIn(grown(boundsOf(points), MARGIN)).every(({ bounds, plate }) => {
    const gap = Math.min(outside(bounds, from.point), outside(bounds, to.point));
    const margin = Math.min(plate ? PLATE_MARGIN : MARGIN, gap);
    return inner.every((leg) => !runsThrough(leg, grown(bounds, margin)));
  });
}

/** Straight for a whole stub at both ends; inner legs not shorter than a lane is wide. */
function hasRoom(sheet: Sheet, wire: SceneWire, points: readonly Position[]): boolean {
  const { from, to } = sheet.endsOf(wire);
  const legs = legsOf(points);
  if (legs.length === 1) return true;
  const first = legs[0]!.high - legs[0]!.low;
  const last = legs.at(-1)!.high - legs.at(-1)!.low;
  const stub = (a: Position, b: Position) => Math.min(STUB, Math.abs(a.x - b.x) + Math.abs(a.y - b.y)) - TINY;
  return first >= stub(from.port, from.point) && last >= stub(to.port, to.point);
}

/** True where a way touches a wire of its net again after they have parted. */
function meetsAgain(points: readonly Position[], mate: readonly Position[]): boolean {
  const parted = parting(points, mate);
  if (!parted) return false;
  const theirs = legsOf(mate);
  return legsOf(after(points, parted)).some((leg) =>
    theirs.some((other) => {
      const point = crossingPoint(leg, other);
      return (point !== null && !samePoint(point, parted)) || beside(leg, other, LANE) > TINY;
    }),
  );
}

/** True where a way breaks no rule beside nodes, plates, and the wires that lie. */
export function isClear(sheet: Sheet, wire: SceneWire, points: readonly Position[]): boolean {
  const net = netOf(wire.from);
  return (
    standsWell(sheet.endsOf(wire), points) &&
    hasRoom(sheet, wire, points) &&
    isFree(sheet, wire, points) &&
    keepsDistance(sheet, wire, points) &&
    covered(sheet, net, points).size === 0 &&
    ![...sheet.mates(net)].some((mate) => meetsAgain(points, mate.points))
  );
}
