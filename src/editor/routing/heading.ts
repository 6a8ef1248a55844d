// The four headings of a wire on its way, and how many corners it needs at least from here.

import type { Position } from "../../graph/document.ts";
import type { Side } from "./scene.ts";

/** East, south, west, north; one more is a turn to the right (y grows downwards). */
export type Heading = 0 | 1 | 2 | 3;

export const DX = [1, 0, -1, 0] as const;
export const DY = [0, 1, 0, -1] as const;

const LEAVING: Readonly<Record<Side, Heading>> = { right: 0, bottom: 1, left: 2, top: 3 };

export const leaving = (side: Side): Heading => LEAVING[side];
export const opposite = (heading: Heading): Heading => ((heading + 2) & 3) as Heading;
export const entering = (side: Side): Heading => opposite(LEAVING[side]);
export const isUpright = (heading: Heading): boolean => (heading & 1) === 1;

export const headingTo = (from: Position, to: Position): Heading => (from.x === to.x ? (to.y > from.y ? 1 : 3) : to.x > from.x ? 0 : 2);

export const moved = ({ x, y }: Position, heading: Heading, by: number): Position => ({ x: x + DX[heading] * by, y: y + DY[heading] * by });

/** Towards a point that may be entered from anywhere. */
function cornersToPoint(heading: Heading, dx: number, dy: number): number {
  const ahead = dx * DX[heading] + dy * DY[heading];
  const aside = dx * DY[heading] + dy * DX[heading];
  if (ahead < 0) return 2;
  return aside === 0 ? 0 : 1;
}

/**
 * Corners of the best way in a world without obstacles: never more than are really needed, as A* asks.
 * @param goal heading at the end; null where any will do
 * @param dx, dy from here to the end
 */
export function leastCorners(heading: Heading, goal: Heading | null, dx: number, dy: number): number {
  if (goal === null) return cornersToPoint(heading, dx, dy);
  const ahead = dx * DX[goal] + dy * DY[goal];
  const turned = (heading - goal) & 3;
  const aside = dx * DY[goal] + dy * DX[goal];
  if (turned === 0) return ahead < 0 ? 4 : aside === 0 ? 0 : 2;
  if (turned === 2) return aside === 0 ? 4 : 2;
  // Now at a right angle: one corner where the goal's line is still to come and its end lies ahead.
  const towards = dx * DX[heading] + dy * DY[heading];
  return ahead >= 0 && towards >= 0 ? 1 : 3;
}
