// How a value with too many numbers is spoken of, wherever its size is stated: in an attribute, in the shapes that follow from it, in fed numbers.

import { limits } from "./limits.ts";

/** Beyond this, a double has no exact digits left. */
const EXACT = 1e15;

/** `400,000,000 numbers`. */
export const numbersText = (count: number): string =>
  count > EXACT ? "more than 10^15 numbers" : `${count.toLocaleString("en")} number${count === 1 ? "" : "s"}`;

/** What fits: the words behind "expected". */
export const mostNumbersText = `at most 2^${Math.log2(limits.shapeElements)} = ${numbersText(limits.shapeElements)}`;

/** Sizes and what they come to: `20000 × 20000 (400,000,000 numbers)`. */
export function sizesText(sizes: readonly number[], count: number): string {
  return sizes.length < 2 ? numbersText(count) : `${sizes.join(" × ")} (${numbersText(count)})`;
}
