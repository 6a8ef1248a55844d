// The lines on which a way may run inside a window: the grid, places beside nodes and beside other wires, and the lines of ports.

import { GRID, LANE, TINY } from "./measures.ts";

/** More lines of the plain grid than this are thinned out. */
const PLAIN = 12;

/** Lines along one axis: on the half grid, and `exact` ones wherever they are. */
export class TrackChoice {
  private readonly first: number;
  private readonly chosen: Uint8Array;
  private readonly exact: number[] = [];

  constructor(
    private readonly low: number,
    private readonly high: number,
  ) {
    this.first = Math.ceil(low / LANE);
    this.chosen = new Uint8Array(Math.max(0, Math.floor(high / LANE) - this.first + 1));
    this.choosePlain();
  }

  private choosePlain(): void {
    let step = GRID / LANE;
    while (this.chosen.length > PLAIN * step) step *= 2;
    for (let k = (step - (this.first % step)) % step; k < this.chosen.length; k += step) this.chosen[k] = 1;
  }

  /** The last line of the half grid at or before a place. */
  upTo(place: number): void {
    this.choose(Math.floor(place / LANE + TINY));
  }

  /** The first line of the half grid at or after a place. */
  from(place: number): void {
    this.choose(Math.ceil(place / LANE - TINY));
  }

  /** The line of the whole grid next to a place. */
  near(place: number): void {
    this.choose((Math.round(place / GRID) * GRID) / LANE);
  }

  private choose(line: number): void {
    const k = line - this.first;
    if (k >= 0 && k < this.chosen.length) this.chosen[k] = 1;
  }

  at(place: number): void {
    if (place < this.low || place > this.high || this.exact.includes(place)) return;
    this.exact.push(place);
  }

  /** In rising order. */
  lines(): Float64Array {
    const lines = [...this.exact];
    for (let k = 0; k < this.chosen.length; k++) {
      if (this.chosen[k] === 1 && !this.isExact((this.first + k) * LANE)) lines.push((this.first + k) * LANE);
    }
    return Float64Array.from(lines).sort();
  }

  private isExact(line: number): boolean {
    return this.exact.some((place) => Math.abs(place - line) < TINY);
  }
}
