// A wire that lies on the sheet: its way as points and as legs.

import type { Position } from "../../graph/document.ts";
import { boundsOf, type Leg, legBetween, type Rect, samePoint } from "./legs.ts";
import type { SceneWire, WireEnd } from "./scene.ts";

/** A leg on the sheet. */
export interface LaidLeg extends Leg {
  readonly wire: string;
  readonly net: string;
  readonly bounds: Rect;
  /** Where it ends at a port. */
  readonly ports: readonly Position[];
  /** No wire yet, only the space before a port. */
  readonly waiting: boolean;
}

export interface Laid {
  readonly id: string;
  /** The output port it comes from. */
  readonly net: string;
  readonly points: readonly Position[];
  readonly legs: readonly LaidLeg[];
  readonly bounds: Rect;
}

export const netOf = ({ node, point }: WireEnd): string => `${node} ${point.x} ${point.y}`;

export const isByHand = (wire: SceneWire): boolean => wire.route !== undefined && wire.route.length > 0;

function laidLeg({ id: wire, from, to }: SceneWire, net: string, a: Position, b: Position, waiting: boolean): LaidLeg {
  const ports = [a, b].filter((end) => samePoint(end, from.point) || samePoint(end, to.point));
  const { upright, at, low, high } = legBetween(a, b);
  const bounds = upright ? { left: at, top: low, right: at, bottom: high } : { left: low, top: at, right: high, bottom: at };
  return { upright, at, low, high, wire, net, bounds, ports, waiting };
}

export function laidAlong(wire: SceneWire, points: readonly Position[]): Laid {
  const net = netOf(wire.from);
  const legs = points.slice(1).map((point, k) => laidLeg(wire, net, points[k]!, point, false));
  return { id: wire.id, net, points, legs, bounds: boundsOf(points) };
}

/** The two ends of a wire that is still to be laid. Nobody runs along them; to cross them costs as much as to cross a wire. */
export function waitingAt(wire: SceneWire, ends: readonly (readonly [Position, Position])[]): Laid {
  const net = netOf(wire.from);
  const legs = ends.map(([port, point]) => laidLeg(wire, net, port, point, true));
  return { id: wire.id, net, points: [], legs, bounds: boundsOf(ends.flat()) };
}
