// Routes laid by hand are kept. Their ends follow the ports; corners inside of nodes are dropped, and the gap is found anew.

import type { Position } from "../../graph/document.ts";
import { findWay, findWayOver } from "./find-way.ts";
import { headingTo, isUpright, opposite } from "./heading.ts";
import { boundsOf, grown, legsOf, runsThrough, samePoint, simplified } from "./legs.ts";
import { PLATE_MARGIN } from "./measures.ts";
import type { SceneWire } from "./scene.ts";
import type { Ends, Sheet } from "./sheet.ts";
import { RELAXED, STRICT } from "./terms.ts";

/** Between two points that share no line: over the corner that goes on along the leg before. */
function joint(before: Position | undefined, a: Position, b: Position): Position {
  return before && before.x === a.x ? { x: a.x, y: b.y } : { x: b.x, y: a.y };
}

/** The corner next to an end stands in line with it, wherever the port has gone. */
const inLine = (corner: Position, upright: boolean, port: Position): Position =>
  upright ? { x: port.x, y: corner.y } : { x: corner.x, y: port.y };

/** Ports and corners, glued together, with a joint where two do not share a line. */
export function glued({ from, to }: Ends, route: readonly Position[]): Position[] {
  const corners = [
    inLine(route[0]!, isUpright(from.out), from.port),
    ...route.slice(1, -1),
    inLine(route.at(-1)!, isUpright(to.out), to.port),
  ];
  const points: Position[] = [from.port];
  for (const corner of [...corners, to.port]) {
    const last = points.at(-1)!;
    if (last.x !== corner.x && last.y !== corner.y) points.push(joint(points.at(-2), last, corner));
    points.push(corner);
  }
  return simplified(points);
}

/** Leaves and enters at a right angle, from outside. */
export function standsWell({ from, to }: Ends, points: readonly Position[]): boolean {
  if (points.length < 2) return false;
  return headingTo(points[0]!, points[1]!) === from.out && headingTo(points.at(-1)!, points.at(-2)!) === to.out;
}

/** True where no leg runs through a node; at its own port a wire may touch the box of its node. */
export function isFree(sheet: Sheet, wire: SceneWire, points: readonly Position[]): boolean {
  const legs = legsOf(points);
  const atOwnPort = (k: number, node: string) => (k === 0 && node === wire.from.node) || (k === legs.length - 1 && node === wire.to.node);
  const nodes = sheet.thingsIn(grown(boundsOf(points), 1)).filter(({ plate }) => !plate);
  return nodes.every(({ bounds, node }) => legs.every((leg, k) => atOwnPort(k, node) || !runsThrough(leg, bounds)));
}

const isInside = (sheet: Sheet, corner: Position): boolean =>
  sheet.thingsIn(grown(boundsOf([corner]), PLATE_MARGIN)).some(({ plate }) => !plate);

/** A corner behind a port would make the wire turn back into its node. */
const isBehind = ({ from, to }: Ends, points: readonly Position[], corner: Position): boolean =>
  (samePoint(points[1], corner) && headingTo(from.port, corner) === opposite(from.out)) ||
  (samePoint(points.at(-2), corner) && headingTo(to.port, corner) === opposite(to.out));

/** The route as it stands; null where it would not do. */
export function asLaid(sheet: Sheet, wire: SceneWire): Position[] | null {
  const ends = sheet.endsOf(wire);
  const points = glued(ends, wire.route ?? []);
  return standsWell(ends, points) && isFree(sheet, wire, points) ? points : null;
}

/** Over the corners that are left when the impossible ones are dropped. */
export function wayByHand(sheet: Sheet, wire: SceneWire): Position[] | null {
  const laid = asLaid(sheet, wire);
  if (laid) return laid;
  const ends = sheet.endsOf(wire);
  const points = glued(ends, wire.route ?? []);
  const over = points.slice(1, -1).filter((corner) => !isInside(sheet, corner) && !isBehind(ends, points, corner));
  return findWayOver(sheet, wire, over, STRICT) ?? findWay(sheet, wire, STRICT) ?? findWayOver(sheet, wire, over, RELAXED);
}
