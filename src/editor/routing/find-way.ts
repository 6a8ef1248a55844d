// The way of one wire: free, over corners that it has to keep, or, where everything is closed, a plain elbow.

import type { Position } from "../../graph/document.ts";
import { findPiece } from "./find-piece.ts";
import { isUpright, moved } from "./heading.ts";
import { netOf } from "./laid.ts";
import { simplified } from "./legs.ts";
import { STUB } from "./measures.ts";
import type { SceneWire } from "./scene.ts";
import type { Ends, Sheet } from "./sheet.ts";
import type { Terms } from "./terms.ts";

const portsOf = ({ from, to }: Ends): Position[] => [from.port, to.port];

/** The best way there is; null where the terms allow none. */
export function findWay(sheet: Sheet, wire: SceneWire, terms: Terms): Position[] | null {
  const ends = sheet.endsOf(wire);
  const { from, to } = ends;
  const whole = { from: from.point, heading: from.out, to: to.point, arriving: to.in };
  const found = findPiece(sheet, { ...whole, net: netOf(wire.from), ports: portsOf(ends), branching: true }, terms);
  return found && simplified([from.port, ...found.points, to.port]);
}

/** A way over given points, in pieces that know nothing of the trunk. */
export function findWayOver(sheet: Sheet, wire: SceneWire, over: readonly Position[], terms: Terms): Position[] | null {
  const ends = sheet.endsOf(wire);
  const { from, to } = ends;
  const common = { net: netOf(wire.from), ports: portsOf(ends), branching: false };
  const points = [from.port];
  let [at, heading] = [from.point, from.out];
  for (const goal of [...over, to.point]) {
    const arriving = goal === to.point ? to.in : null;
    const found = findPiece(sheet, { ...common, from: at, heading, to: goal, arriving }, terms);
    if (!found) return null;
    points.push(...found.points);
    [at, heading] = [goal, found.heading];
  }
  return simplified([...points, to.port]);
}

/** Straight out of both ports and over a corner, through whatever is there. */
export function elbow(sheet: Sheet, wire: SceneWire): Position[] {
  const { from, to } = sheet.endsOf(wire);
  const a = moved(from.port, from.out, STUB);
  const b = moved(to.port, to.out, STUB);
  const corner = isUpright(from.out) ? { x: b.x, y: a.y } : { x: a.x, y: b.y };
  return simplified([from.port, a, corner, b, to.port]);
}
