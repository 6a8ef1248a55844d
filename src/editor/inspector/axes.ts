// Labels of axes: powers of ten with real superscripts, whole numbers at even distances.

const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";

export const powerOfTen = (power: number): string =>
  `10${String(power)
    .replace("-", "⁻")
    .replace(/\d/g, (digit) => SUPERSCRIPT[Number(digit)] ?? "")}`;

/** 0, and at most `most` - 1 further whole numbers up to the last, which is always written. */
export function wholeTicks(last: number, most: number): number[] {
  const stride = Math.max(1, Math.ceil(last / (most - 1)));
  const ticks = Array.from({ length: Math.floor(last / stride) + 1 }, (_, k) => k * stride);
  const end = ticks.at(-1) ?? 0;
  if (end === last) return ticks;
  // the last step takes the place of one that would touch it
  return last - end < stride / 2 && ticks.length > 1 ? [...ticks.slice(0, -1), last] : [...ticks, last];
}
