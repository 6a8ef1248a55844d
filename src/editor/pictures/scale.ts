// From a number to a place on a colour scale, -1 ... 1. One picture, one scale: strips, maps, wires and charts share these.

/** Signed place of a number on a diverging scale; its sign is the hue, its magnitude the distance from the ground. */
export type Place = (x: number) => number;

export const largest = (values: Iterable<number>): number => {
  let max = 0;
  for (const x of values) if (Number.isFinite(x)) max = Math.max(max, Math.abs(x));
  return max;
};

/** Values: linear and symmetrical around 0; ±1 at least, unless everything is small. */
export const valueEnd = (values: Iterable<number>): number => {
  const max = largest(values);
  return max >= 0.3 ? Math.max(1, max) : max || 1;
};

export const linear =
  (end: number): Place =>
  (x) =>
    Math.max(-1, Math.min(1, x / end));

/** The decades a norm picture covers: from 10^(top - decades) to 10^top. */
export interface Legend {
  readonly top: number;
  readonly decades: number;
}

/** The next power of ten above the largest norm on screen (`+ 0`: never -0). */
export const legendFor = (largestNorm: number): Legend => ({
  top: largestNorm > 0 ? Math.ceil(Math.log10(largestNorm)) + 0 : 0,
  decades: 3,
});

/** 0 ... 1 over the legend; below 0: vanished. */
export const level = (norm: number, legend: Legend): number =>
  norm > 0 ? (Math.log10(norm) - legend.top + legend.decades) / legend.decades : -1;

/** How a norm stands to the legend: too small to see, on the scale, above it, or no number at all. */
export type Standing = "vanished" | "shown" | "beyond" | "broken";

/** How a wire shows a norm. */
export interface Thread {
  readonly standing: Standing;
  /** 0 ... 1, the place on the legend; colour and width follow from it. */
  readonly level: number;
  /** Canvas units. */
  readonly width: number;
}

const THINNEST = 1.5;
const THICKEST = 7.5;
const VANISHED = 1.25;
/** The largest norm on screen may be a power of ten itself; a rounding error does not lift it above the legend. */
const SLACK = 1e-9;

export const widthAt = (u: number): number => THINNEST + (THICKEST - THINNEST) * u;

export function threadOf(normAtStep: number, legend: Legend): Thread {
  if (!Number.isFinite(normAtStep)) return { standing: "broken", level: 1, width: THICKEST };
  const u = level(normAtStep, legend);
  if (u < 0) return { standing: "vanished", level: 0, width: VANISHED };
  if (u > 1 + SLACK) return { standing: "beyond", level: 1, width: THICKEST };
  return { standing: "shown", level: Math.min(1, u), width: widthAt(Math.min(1, u)) };
}

/** Signed gradients: an element has the colour of a vector of `units` such elements, so that strip and wire agree. */
export const signedLog = (legend: Legend, units: number): Place => {
  const root = Math.sqrt(units);
  return (x) => Math.sign(x) * Math.min(1, Math.max(0, level(Math.abs(x) * root, legend)));
};

/** The element at the end of a signed scale. */
export const gradientEnd = (legend: Legend, units: number): number => 10 ** legend.top / Math.sqrt(units);

export const norm = (values: ArrayLike<number>, from = 0, to = values.length): number => {
  let sum = 0;
  for (let k = from; k < to; k++) sum += (values[k] ?? 0) ** 2;
  return Math.sqrt(sum);
};

export const mean = (values: ArrayLike<number>, from = 0, to = values.length): number => {
  let sum = 0;
  for (let k = from; k < to; k++) sum += values[k] ?? 0;
  return to > from ? sum / (to - from) : 0;
};
