// The pixels of a heat map, painted when what it shows changes.

import { useLayoutEffect, useMemo } from "react";
import type { InspectedValue } from "../worker/protocol.ts";
import { type Colours, useColours } from "./colours.ts";
import { type Grid, overTime, paint, pooled, withoutTime } from "./heat.ts";
import { gradientEnd, type Legend, linear, type Place, signedLog, valueEnd } from "./scale.ts";
import { unitsOf } from "./units.ts";

export type Kind = "value" | "gradient";

const MOST_ROWS = 40;

const gridOf = (numbers: Float64Array, entry: InspectedValue): Grid => {
  const units = unitsOf(entry);
  return entry.time ? overTime(numbers, units > 0 ? numbers.length / units : 0) : withoutTime(numbers, entry.shape);
};

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

function draw(canvas: HTMLCanvasElement, grid: Grid, place: Place, colours: Colours, kind: Kind): void {
  const sheet = grid.rows > 0 && grid.columns > 0 ? sheetOf(canvas, grid) : null;
  if (!sheet) return;
  paint(sheet.image.data, grid, place, colours[kind], colours.error);
  sheet.context.putImageData(sheet.image, 0, 0);
}

export interface Shown {
  readonly entry: InspectedValue;
  readonly kind: Kind;
  readonly legend: Legend;
}

/**
 * Paints into the canvas that `canvasOf` gives once the page stands, one pixel a number, at most 40 rows; then calls `done`. Both must be the
 * same functions at every rendering.
 */
export function usePainted({ entry, kind, legend }: Shown, canvasOf: () => HTMLCanvasElement | null, done?: () => void): void {
  const colours = useColours();
  const numbers = kind === "value" ? entry.value : entry.gradient;
  const grid = useMemo(() => (numbers ? pooled(gridOf(numbers, entry), MOST_ROWS) : null), [numbers, entry]);
  useLayoutEffect(() => {
    const canvas = canvasOf();
    if (!canvas || !grid) return;
    draw(canvas, grid, placeOf(entry, kind, legend), colours, kind);
    done?.();
  }, [grid, entry, kind, legend, colours, canvasOf, done]);
}
