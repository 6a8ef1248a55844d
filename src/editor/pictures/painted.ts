// The pixels of a heat map, painted when what it shows changes.

import { useLayoutEffect, useMemo } from "react";
import type { InspectedValue } from "../worker/protocol.ts";
import { type Colours, useColours } from "./colours.ts";
import { cssColour, type Grid, overTime, paint, pooled, withoutTime } from "./heat.ts";
import { type ImageLayout, imageGaps, imageGrid, imageOf, layImage } from "./images.ts";
import { gradientEnd, type Legend, linear, type Place, signedLog, valueEnd } from "./scale.ts";
import { unitsOf } from "./units.ts";

export type Kind = "value" | "gradient";

const MOST_ROWS = 40;

const gridOf = (numbers: Float64Array, entry: InspectedValue): Grid => {
  const units = unitsOf(entry);
  return entry.time ? overTime(numbers, units > 0 ? numbers.length / units : 0) : withoutTime(numbers, entry.shape);
};

/** How an image lies in a place of `width` × `height` CSS pixels; null where the value is none, and is drawn over the whole place. */
export function useImageLayout(entry: InspectedValue, width: number, height: number): ImageLayout | null {
  return useMemo(() => {
    const size = imageOf(entry);
    return size && layImage(size, { width, height });
  }, [entry, width, height]);
}

/** The number at the end of the scale: of each value's own, or of the gradients' common legend. */
export const endOf = (entry: InspectedValue, kind: Kind, legend: Legend): number =>
  kind === "value" ? valueEnd(entry.value) : gradientEnd(legend, unitsOf(entry));

const placeOf = (entry: InspectedValue, kind: Kind, legend: Legend): Place =>
  kind === "value" ? linear(valueEnd(entry.value)) : signedLog(legend, unitsOf(entry));

/** A canvas gives up its pixels when its size is set, so that happens only when it changes; so does the memory they are painted in. */
interface Sheet {
  readonly context: CanvasRenderingContext2D;
  readonly image: ImageData;
}

const sheets = new WeakMap<HTMLCanvasElement, Sheet>();

function sheetOf(canvas: HTMLCanvasElement, { rows, columns }: Grid): Sheet | null {
  const known = sheets.get(canvas);
  if (known && known.image.width === columns && known.image.height === rows) return known;
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext("2d");
  if (!context) return null;
  const sheet = { context, image: context.createImageData(columns, rows) };
  sheets.set(canvas, sheet);
  return sheet;
}

interface Drawn {
  readonly grid: Grid;
  /** Left, top, width, height of what is no number. */
  readonly gaps: ReturnType<typeof imageGaps>;
}

const drawnOf = (numbers: Float64Array, entry: InspectedValue, image: ImageLayout | null): Drawn =>
  image ? { grid: imageGrid(numbers, image), gaps: imageGaps(image) } : { grid: pooled(gridOf(numbers, entry), MOST_ROWS), gaps: [] };

function draw(canvas: HTMLCanvasElement, { grid, gaps }: Drawn, place: Place, colours: Colours, kind: Kind): void {
  const sheet = grid.rows > 0 && grid.columns > 0 ? sheetOf(canvas, grid) : null;
  if (!sheet) return;
  paint(sheet.image.data, grid, place, colours[kind], colours.error);
  sheet.context.putImageData(sheet.image, 0, 0);
  sheet.context.fillStyle = cssColour(colours.line);
  for (const gap of gaps) sheet.context.fillRect(...gap);
}

export interface Shown {
  readonly entry: InspectedValue;
  readonly kind: Kind;
  readonly legend: Legend;
}

interface Painted extends Shown {
  /** Of an image, `useImageLayout`. */
  readonly image: ImageLayout | null;
}

/**
 * Paints into the canvas that `canvasOf` gives once the page stands, one pixel a number, at most 40 rows, images in CSS pixels; then calls
 * `done`. Both must be the same functions at every rendering.
 */
export function usePainted({ entry, kind, legend, image }: Painted, canvasOf: () => HTMLCanvasElement | null, done?: () => void): void {
  const colours = useColours();
  const numbers = kind === "value" ? entry.value : entry.gradient;
  const drawn = useMemo(() => (numbers ? drawnOf(numbers, entry, image) : null), [numbers, entry, image]);
  useLayoutEffect(() => {
    const canvas = canvasOf();
    if (!canvas || !drawn) return;
    draw(canvas, drawn, placeOf(entry, kind, legend), colours, kind);
    done?.();
  }, [drawn, entry, kind, legend, colours, canvasOf, done]);
}
