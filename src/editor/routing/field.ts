// The lines of a window, crossed into a net, with the price of every step on it.

import { Layer } from "./layer.ts";

/** Memory that searches share: one search at a time. */
let prices: [Float64Array, Float64Array] = [new Float64Array(0), new Float64Array(0)];
let marks = new Uint8Array(0);

function memory(size: number): readonly [Float64Array, Float64Array, Uint8Array] {
  if (marks.length < size) {
    prices = [new Float64Array(2 * size), new Float64Array(2 * size)];
    marks = new Uint8Array(2 * size);
  }
  marks.fill(0, 0, size);
  return [prices[0], prices[1], marks];
}

export class Field {
  readonly level: Layer;
  readonly upright: Layer;
  /** Points on the own net, by `row * xs.length + column`: a way may leave them, never meet them. */
  readonly taken: Uint8Array;

  constructor(
    readonly xs: Float64Array,
    readonly ys: Float64Array,
  ) {
    const [level, upright, taken] = memory(xs.length * ys.length);
    this.level = new Layer(ys, xs, level);
    this.upright = new Layer(xs, ys, upright);
    this.taken = taken;
  }

  along(upright: boolean): Layer {
    return upright ? this.upright : this.level;
  }

  take(upright: boolean, track: number, stop: number): void {
    this.taken[upright ? stop * this.xs.length + track : track * this.xs.length + stop] = 1;
  }
}
