// Axes of the curves: epochs below, whole decades at the side, where they end and what is written at them.

const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";

const superscript = (n: number): string =>
  String(n)
    .replace("-", "⁻")
    .replace(/\d/g, (digit) => SUPERSCRIPT[Number(digit)] ?? "");

export function isDecade(x: number): boolean {
  const power = Math.log10(x);
  return x > 0 && Math.abs(power - Math.round(power)) < 1e-9;
}

/** Only the decades are written, as powers. */
export const powerText = (x: number): string => (isDecade(x) ? `10${superscript(Math.round(Math.log10(x)))}` : "");

/** Whole decades around the numbers, so that the axis rarely moves. */
export function decadesAround(low: number | null, high: number | null): [number, number] {
  const [from, to] = [Math.floor(Math.log10(low ?? 1)), Math.ceil(Math.log10(high ?? 10))];
  return [10 ** from, 10 ** Math.max(to, from + 1)];
}

/** From the beginning, unless the curve begins late: then from there. */
export function epochRange(low: number | null, high: number | null): [number, number] {
  const from = low === null || low <= 1 ? 0 : low;
  return [from, Math.max(high ?? 1, from + 1)];
}

/** The first, the last, and one between them. */
export const epochTicks = (low: number, high: number): number[] => [...new Set([low, Math.round((low + high) / 2), high])];
