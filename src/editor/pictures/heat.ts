// A heat map as pixels: one a number, units down and time right.

import type { Colours, Diverging, Rgb } from "./colours.ts";
import type { Place } from "./scale.ts";

/** Numbers in rows and columns, and how to find them in a flat array. */
export interface Grid {
  readonly rows: number;
  readonly columns: number;
  at(row: number, column: number): number;
}

/** `[T][n]` row-major as units × time. */
export const overTime = (values: ArrayLike<number>, steps: number): Grid => {
  const units = steps > 0 ? values.length / steps : 0;
  return { rows: units, columns: steps, at: (row, column) => values[column * units + row] ?? 0 };
};

/** A matrix as it is written; a column lies down as one row. */
export const withoutTime = (values: ArrayLike<number>, shape: readonly number[]): Grid => {
  const rows = shape.length > 1 ? (shape[0] ?? 1) : 1;
  const columns = rows > 0 ? values.length / rows : 0;
  return { rows, columns, at: (row, column) => values[row * columns + column] ?? 0 };
};

/** The one of larger magnitude; NaN before all. */
export const strongest = (a: number, b: number): number => (Number.isNaN(a) || Math.abs(a) >= Math.abs(b) ? a : b);

/** Fewer rows: each the number of largest magnitude among those it stands for. */
export function pooled(grid: Grid, most: number): Grid {
  if (grid.rows <= most) return grid;
  const first = (row: number) => Math.floor((row * grid.rows) / most);
  const at = (row: number, column: number) => {
    let found = grid.at(first(row), column);
    for (let k = first(row) + 1; k < first(row + 1); k++) found = strongest(found, grid.at(k, column));
    return found;
  };
  return { rows: most, columns: grid.columns, at };
}

const blend = (a: Rgb, b: Rgb, u: number): Rgb => [a[0] + (b[0] - a[0]) * u, a[1] + (b[1] - a[1]) * u, a[2] + (b[2] - a[2]) * u];

/** Colour of a place on a diverging scale. */
export const divergingColour = (scale: Diverging, place: number): Rgb =>
  blend(scale.zero, place < 0 ? scale.negative : scale.positive, Math.abs(place));

export function normColour(colours: Colours, level: number): Rgb {
  const u = Math.min(1, Math.max(0, level)) * 3;
  const k = Math.min(2, Math.floor(u));
  return blend(colours.norm[k] ?? colours.error, colours.norm[k + 1] ?? colours.error, u - k);
}

export const cssColour = ([r, g, b]: Rgb): string => `rgb(${Math.round(r)} ${Math.round(g)} ${Math.round(b)})`;

/** One shade for each of these places on a diverging scale; more than an eye tells apart. */
const SHADES = 510;

/** A colour as one pixel of image data. */
const pixelOf = ([r, g, b]: Rgb): number => {
  const bytes = new Uint8ClampedArray([r, g, b, 255]);
  return new Uint32Array(bytes.buffer)[0] ?? 0;
};

const shades = new WeakMap<Diverging, Uint32Array>();

/** All shades of a scale, from -1 to 1; mixed once a theme. */
function shadesOf(scale: Diverging): Uint32Array {
  let found = shades.get(scale);
  if (!found) {
    found = Uint32Array.from({ length: SHADES + 1 }, (_, k) => pixelOf(divergingColour(scale, (2 * k) / SHADES - 1)));
    shades.set(scale, found);
  }
  return found;
}

/** Fills `pixels` (RGBA, rows × columns). NaN and infinity are errors, never a shade. */
export function paint(pixels: Uint8ClampedArray<ArrayBuffer>, grid: Grid, place: Place, scale: Diverging, broken: Rgb): void {
  const words = new Uint32Array(pixels.buffer, pixels.byteOffset, grid.rows * grid.columns);
  const palette = shadesOf(scale);
  const error = pixelOf(broken);
  let next = 0;
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) {
      const x = grid.at(row, column);
      words[next++] = Number.isFinite(x) ? (palette[Math.round((place(x) + 1) * (SHADES / 2))] ?? error) : error;
    }
  }
}
