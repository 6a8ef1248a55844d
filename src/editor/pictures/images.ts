// Values that are images are drawn as images: square pixels, the channels beside each other.

import type { PortAxes } from "../worker/protocol.ts";
import { type Grid, strongest } from "./heat.ts";

/** A picture smaller than this is no picture. */
const SMALLEST = 4;
/** CSS pixels of one number, where there are more channels than there is room for. */
const LEGIBLE = 2;
/** CSS pixels between two channels. */
const GAP = 1;

export interface ImageSize {
  readonly channels: number;
  readonly rows: number;
  readonly columns: number;
}

interface Box {
  readonly width: number;
  readonly height: number;
}

/** How the channels of an image lie in a box; CSS pixels. */
export interface ImageLayout extends Box {
  readonly size: ImageSize;
  /** Channels that are shown, from the first. */
  readonly shown: number;
  /** Channels in a row, and rows of them. */
  readonly across: number;
  readonly down: number;
  /** Of one channel: numbers that are drawn, fewer than there are where the box is smaller than the image. */
  readonly rows: number;
  readonly columns: number;
  /** The side of one number's square. */
  readonly scale: number;
}

/**
 * The image that a value is, or null: `[..., rows, columns]` without a time axis, both at least 4; all axes before them count channels.
 * Two axes alone are an image where each example has its own; else they are a matrix of weights, which is read by rows and columns.
 */
export function imageOf({ shape, time, batch }: PortAxes): ImageSize | null {
  const [rows = 0, columns = 0] = shape.slice(-2);
  if (time || Math.min(rows, columns) < SMALLEST || shape.length < (batch ? 2 : 3)) return null;
  return { channels: shape.slice(0, -2).reduce((product, size) => product * size, 1), rows, columns };
}

/** How many squares of `side` with gaps between them have room in `length`. */
const fitting = (length: number, side: number): number => Math.floor((length + GAP) / (side + GAP));

const span = (count: number, side: number): number => count * (side + GAP) - GAP;

/** The numbers of a channel that are drawn, and how large: whole CSS pixels, so that all squares are alike. */
function resolution({ channels, rows, columns }: ImageSize, { width, height }: Box): Pick<ImageLayout, "rows" | "columns" | "scale"> {
  const room = Math.min(width / columns, height / rows);
  if (room < 1) return { rows: Math.max(1, Math.floor(rows * room)), columns: Math.max(1, Math.floor(columns * room)), scale: 1 };
  const holdsAll = (scale: number) => fitting(width, scale * columns) * fitting(height, scale * rows) >= channels;
  let scale = Math.floor(room);
  while (scale > LEGIBLE && !holdsAll(scale)) scale--;
  return { rows, columns, scale };
}

/** As large as all channels can be, but legible: the last ones are left out where they find no room. */
export function layImage(size: ImageSize, box: Box): ImageLayout {
  const drawn = resolution(size, box);
  const [tileWidth, tileHeight] = [drawn.columns * drawn.scale, drawn.rows * drawn.scale];
  const most = fitting(box.width, tileWidth);
  const shown = Math.min(size.channels, most * fitting(box.height, tileHeight));
  const down = Math.ceil(shown / most);
  const across = Math.ceil(shown / down);
  return { ...drawn, size, shown, across, down, width: span(across, tileWidth), height: span(down, tileHeight) };
}

const tileOf = ({ rows, columns, scale }: ImageLayout): Box => ({ width: columns * scale, height: rows * scale });

/** One channel after the other, only what is drawn: a number that stands for several is the one of largest magnitude. */
function drawnNumbers(values: ArrayLike<number>, { size, shown, rows, columns }: ImageLayout): Float64Array {
  const drawn = new Float64Array(shown * rows * columns);
  const first = (k: number, of: number, all: number) => Math.floor((k * all) / of);
  let next = 0;
  for (let channel = 0; channel < shown; channel++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        let found = 0;
        for (let i = first(row, rows, size.rows); i < first(row + 1, rows, size.rows); i++) {
          for (let j = first(column, columns, size.columns); j < first(column + 1, columns, size.columns); j++) {
            found = strongest(found, values[(channel * size.rows + i) * size.columns + j] ?? 0);
          }
        }
        drawn[next++] = found;
      }
    }
  }
  return drawn;
}

/** A picture of the layout's size, one place a CSS pixel; 0 between the channels. */
export function imageGrid(values: ArrayLike<number>, layout: ImageLayout): Grid {
  const { rows, columns, scale, across, shown } = layout;
  const drawn = drawnNumbers(values, layout);
  const tile = tileOf(layout);
  const at = (y: number, x: number) => {
    const [tileX, tileY] = [Math.floor(x / (tile.width + GAP)), Math.floor(y / (tile.height + GAP))];
    const [left, top] = [x - tileX * (tile.width + GAP), y - tileY * (tile.height + GAP)];
    const channel = tileY * across + tileX;
    if (channel >= shown || left >= tile.width || top >= tile.height) return 0;
    return drawn[(channel * rows + Math.floor(top / scale)) * columns + Math.floor(left / scale)] ?? 0;
  };
  return { rows: layout.height, columns: layout.width, at };
}

/** Left, top, width and height of what lies between the channels. */
export function imageGaps(layout: ImageLayout): readonly (readonly [number, number, number, number])[] {
  const tile = tileOf(layout);
  const upright = Array.from({ length: layout.across - 1 }, (_, k) => [span(k + 1, tile.width), 0, GAP, layout.height] as const);
  const level = Array.from({ length: layout.down - 1 }, (_, k) => [0, span(k + 1, tile.height), layout.width, GAP] as const);
  return [...upright, ...level];
}
