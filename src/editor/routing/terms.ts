// On what terms a way is looked for: strictly, or, where nothing else is left, over other wires at a price.

import { BEND, CROSSING } from "./measures.ts";

export interface Terms {
  /** Per unit of length on top of a wire of another net, or too close to it. */
  readonly overlap: number;
  /** Crossing a wire where it turns. */
  readonly corner: number;
  /** Per unit of length under a plate or a label. */
  readonly plate: number;
}

export const STRICT: Terms = { overlap: Infinity, corner: Infinity, plate: Infinity };
export const RELAXED: Terms = { overlap: 6, corner: 2 * (BEND + CROSSING), plate: 12 };
