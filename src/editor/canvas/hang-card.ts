// Where the card of a refused wire hangs: below the place where the wire stops or above it, where it covers least of the nodes, and
// never beyond the edge of the canvas. Lengths of the card are on the screen, places on the canvas.

import type { Position } from "../../graph/document.ts";
import type { Box } from "./plate-place.ts";

export interface Camera extends Position {
  readonly zoom: number;
}

export interface Room {
  readonly width: number;
  readonly height: number;
}

export const CARD_WIDTH = 296;
/** Of the thread: short, or long enough to come clear of a node beside the wire. */
const THREADS = [56, 112, 168] as const;
const SHORT = 20;
/** Of the canvas, in pixels of the screen. */
export const EDGE = 8;
/** Of the zoom buttons and the legend, which lie over everything. */
const FOOT = 48;
/** Where the thread meets the card, in shares of its width: right of the middle, near either end. */
const LEANS = [0.62, 0.95, 0.05] as const;
/** Of what a card is meant to hang beside. */
const AIR = 8;

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));

interface Hanging {
  readonly left: number;
  readonly top: number;
  readonly hook: number;
}

const overlap = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

/** Where no usual thread has room: a short one, down to the edge of the canvas; at last over the wire itself. */
function tight(end: Position, height: number, room: Room, lowest: number): Omit<Hanging, "left"> {
  const top = end.y + SHORT + height <= room.height - EDGE ? end.y + SHORT : Math.min(end.y + THREADS[0], lowest);
  return { top, hook: top };
}

/** All ways that stay on the canvas, the most usual first; below the wire at any rate. */
function hangings(end: Position, height: number, room: Room): Hanging[] {
  const lowest = Math.max(EDGE, room.height - height - FOOT);
  const lefts = LEANS.map((lean) => clamp(end.x - lean * CARD_WIDTH, EDGE, Math.max(EDGE, room.width - CARD_WIDTH - EDGE)));
  const below = THREADS.map((thread) => end.y + thread).filter((top) => top <= lowest);
  const above = THREADS.map((thread) => end.y - thread - height).filter((top) => top >= EDGE);
  const places = [...below.map((top) => ({ top, hook: top })), ...above.map((top) => ({ top, hook: top + height }))];
  return (places.length > 0 ? places : [tight(end, height, room, lowest)]).flatMap((place) => lefts.map((left) => ({ ...place, left })));
}

const cardBox = ({ left, top }: Hanging, height: number): Box => ({
  left: left - AIR,
  top: top - AIR,
  right: left + CARD_WIDTH + AIR,
  bottom: top + height + AIR,
});

/**
 * The card's upper left corner, and the height at which the thread meets it.
 * @param nodes on the canvas
 */
export function hangCard(
  end: Position,
  height: number,
  { x, y, zoom }: Camera,
  room: Room,
  nodes: readonly Box[] = [],
): { readonly place: Position; readonly hook: number } {
  const seen = nodes.map((box) => ({
    left: box.left * zoom + x,
    top: box.top * zoom + y,
    right: box.right * zoom + x,
    bottom: box.bottom * zoom + y,
  }));
  const covered = (hanging: Hanging): number => seen.reduce((sum, box) => sum + overlap(cardBox(hanging, height), box), 0);
  const all = hangings({ x: end.x * zoom + x, y: end.y * zoom + y }, height, room).map((hanging) => ({ hanging, cost: covered(hanging) }));
  const { left, top, hook } = all.reduce((best, next) => (next.cost < best.cost ? next : best)).hanging;
  return { place: { x: (left - x) / zoom, y: (top - y) / zoom }, hook: (hook - y) / zoom };
}
