// How a wire comes to a port: straight, at a right angle to the outline, for one grid step where there is room.

import type { Position } from "../../graph/document.ts";
import { entering, type Heading, isUpright, leaving, moved } from "./heading.ts";
import { boundsOf, grown, type Rect } from "./legs.ts";
import { STUB } from "./measures.ts";
import type { WireEnd } from "./scene.ts";

export interface Approach {
  readonly port: Position;
  /** Here the wire may turn. */
  readonly point: Position;
  readonly out: Heading;
  readonly in: Heading;
}

interface Surroundings {
  boxOf(node: string): Rect | undefined;
  thingsIn(window: Rect): readonly { readonly bounds: Rect; readonly node: string; readonly plate: boolean }[];
}

/** How far a point lies inside its node's outline, seen along a heading. */
function depth(rect: Rect | undefined, { x, y }: Position, heading: Heading): number {
  if (!rect) return 0;
  const inside = [rect.right - x, rect.bottom - y, x - rect.left, y - rect.top][heading] ?? 0;
  return Math.max(0, inside);
}

/** How far from a point to a rectangle straight ahead. */
function ahead({ left, top, right, bottom }: Rect, { x, y }: Position, heading: Heading): number {
  const hit = isUpright(heading) ? x > left && x < right : y > top && y < bottom;
  const gap = [left - x, top - y, x - right, y - bottom][heading]!;
  const beyond = [right - x, bottom - y, x - left, y - top][heading]!;
  return hit && beyond > 0 ? Math.max(0, gap) : Infinity;
}

/** Up to the next node, as far as it matters. */
function room(around: Surroundings, own: string, from: Position, heading: Heading): number {
  const ray = grown(boundsOf([from, moved(from, heading, 2 * STUB)]), 1);
  const nodes = around.thingsIn(ray).filter(({ node, plate }) => !plate && node !== own);
  return nodes.reduce((least, { bounds }) => Math.min(least, ahead(bounds, from, heading)), 2 * STUB);
}

/** Two ports that face each other closely share the room between them. */
export function approach(end: WireEnd, around: Surroundings): Approach {
  const out = leaving(end.side);
  const port = { x: end.point.x, y: end.point.y };
  const edge = moved(port, out, depth(around.boxOf(end.node), port, out));
  const stub = room(around, end.node, edge, out) / 2;
  return { port, point: moved(edge, out, stub), out, in: entering(end.side) };
}
