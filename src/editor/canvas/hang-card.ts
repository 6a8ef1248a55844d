// Where the card of a refused wire hangs: below the place where the wire stops, above it where there is more room, never
// beyond the edge of the canvas. Lengths of the card are on the screen, places on the canvas.

import type { Position } from "../../graph/document.ts";

export interface Camera extends Position {
  readonly zoom: number;
}

export interface Room {
  readonly width: number;
  readonly height: number;
}

export const CARD_WIDTH = 296;
/** Of the thread. */
const THREAD = 56;
const EDGE = 8;
/** Of the zoom buttons and the legend, which lie over everything. */
const FOOT = 48;
/** The thread comes down right of the card's middle. */
const LEAN = 0.62;

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));

/** The card's upper left corner, and the height at which the thread meets it. */
export function hangCard(
  end: Position,
  height: number,
  { x, y, zoom }: Camera,
  room: Room,
): { readonly place: Position; readonly hook: number } {
  const [endX, endY] = [end.x * zoom + x, end.y * zoom + y];
  const left = clamp(endX - LEAN * CARD_WIDTH, EDGE, Math.max(EDGE, room.width - CARD_WIDTH - EDGE));
  const fitsBelow = endY + THREAD + height + FOOT <= room.height;
  const above = !fitsBelow && endY - THREAD - height >= EDGE;
  const lowest = Math.max(EDGE, room.height - height - FOOT);
  const top = above ? endY - THREAD - height : Math.min(endY + THREAD, lowest);
  const onCanvas = (screenY: number): number => (screenY - y) / zoom;
  return { place: { x: (left - x) / zoom, y: onCanvas(top) }, hook: onCanvas(above ? top + height : top) };
}
