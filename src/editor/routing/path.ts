// A way as an SVG path with round corners, and where its chevron sits.

import type { Position } from "../../graph/document.ts";
import { distance, samePoint } from "./legs.ts";
import { CORNER } from "./measures.ts";

/** The point `length` along the way from one point to another. */
function towards(from: Position, to: Position, length: number): Position {
  const u = length / (distance(from, to) || 1);
  return { x: from.x + (to.x - from.x) * u, y: from.y + (to.y - from.y) * u };
}

const put = ({ x, y }: Position): string => `${Number(x.toFixed(2))} ${Number(y.toFixed(2))}`;

/** A quarter circle, smaller where a leg has no room for it. */
function corner(before: Position, at: Position, after: Position, radius: number): string {
  const r = Math.min(radius, distance(before, at) / 2, distance(at, after) / 2);
  const turn = (at.x - before.x) * (after.y - at.y) - (at.y - before.y) * (after.x - at.x);
  if (turn === 0 || r === 0) return `L${put(at)}`;
  return `L${put(towards(at, before, r))}A${Number(r.toFixed(2))} ${Number(r.toFixed(2))} 0 0 ${turn > 0 ? 1 : 0} ${put(towards(at, after, r))}`;
}

/**
 * @param radius of the corners, clipped to half of either leg
 * @param sharp points whose corners stay sharp: there a branch leaves its trunk
 */
export function roundedPath(points: readonly Position[], radius: number = CORNER, sharp: readonly Position[] = []): string {
  return points
    .map((point, k) => {
      const [before, after] = [points[k - 1], points[k + 1]];
      if (!before) return `M${put(point)}`;
      if (!after || sharp.some((one) => samePoint(one, point))) return `L${put(point)}`;
      return corner(before, point, after, radius);
    })
    .join("");
}

export interface LegMiddle extends Position {
  /** Degrees, in the direction of the way; 0 points right, 90 down. */
  readonly angle: number;
}

/** The middle of the longest leg, the first of equals; null where every leg is shorter than `shortest`. */
export function longestLegMiddle(points: readonly Position[], shortest = 24): LegMiddle | null {
  let found: LegMiddle | null = null;
  let longest = 0;
  for (let k = 1; k < points.length; k++) {
    const [a, b] = [points[k - 1]!, points[k]!];
    const length = distance(a, b);
    if (length < shortest || length <= longest) continue;
    longest = length;
    found = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, angle: (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI };
  }
  return found;
}
