// The data colours as numbers for canvases, read from the CSS variables once per theme.

import { type Theme, useTheme } from "../theme/theme.ts";

export type Rgb = readonly [number, number, number];

/** Two ends and the zero between them. */
export interface Diverging {
  readonly negative: Rgb;
  readonly zero: Rgb;
  readonly positive: Rgb;
}

export interface Colours {
  readonly value: Diverging;
  readonly gradient: Diverging;
  /** Small to large. */
  readonly norm: readonly [Rgb, Rgb, Rgb, Rgb];
  /** NaN and infinity. */
  readonly error: Rgb;
  /** Between the channels of an image. */
  readonly line: Rgb;
}

/** A build may shorten `#ffffff` to `#fff`. */
const expandHex = (hex: string): string => {
  const digits = hex.trim().slice(1);
  return digits.length === 3 ? `#${[...digits].map((d) => d + d).join("")}` : hex.trim();
};

const parseHex = (hex: string): Rgb => {
  const digits = expandHex(hex).slice(1);
  const at = (k: number) => Number.parseInt(digits.slice(2 * k, 2 * k + 2), 16);
  return [at(0), at(1), at(2)];
};

function readColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const read = (token: string) => parseHex(style.getPropertyValue(`--${token}`));
  const zero = read("raised");
  return {
    value: { negative: read("value-negative"), zero, positive: read("value-positive") },
    gradient: { negative: read("gradient-negative"), zero, positive: read("gradient-positive") },
    norm: [read("norm-0"), read("norm-1"), read("norm-2"), read("norm-3")],
    error: read("error"),
    line: read("line"),
  };
}

const cache = new Map<Theme, Colours>();

export function coloursOf(theme: Theme): Colours {
  let colours = cache.get(theme);
  if (!colours) {
    colours = readColours();
    cache.set(theme, colours);
  }
  return colours;
}

export const useColours = (): Colours => coloursOf(useTheme((state) => state.theme));
