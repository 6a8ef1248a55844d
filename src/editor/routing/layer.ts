// What it costs to go one step along the lines of one axis: from stop to stop on each track.

import { TINY } from "./measures.ts";

/** Index of the first number above a value in a rising list. */
export function firstAbove(list: Float64Array, value: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

export class Layer {
  /**
   * @param tracks the lines that this layer runs along
   * @param stops the lines that cross them
   * @param cost by track, then by the stop where a step begins
   */
  constructor(
    readonly tracks: Float64Array,
    readonly stops: Float64Array,
    readonly cost: Float64Array,
  ) {}

  /** The cost of all steps is their length times the weight of their track. */
  reset(weight: (track: number) => number): void {
    const { tracks, stops, cost } = this;
    const count = stops.length;
    for (let t = 0; t < tracks.length; t++) {
      const by = weight(tracks[t]!);
      for (let s = 0; s + 1 < count; s++) cost[t * count + s] = (stops[s + 1]! - stops[s]!) * by;
    }
  }

  /**
   * Makes steps dearer: on tracks strictly between `near` and `far`, where they reach into low..high.
   * @param perUnit of a step's length; Infinity forbids it
   */
  burden(near: number, far: number, low: number, high: number, perUnit: number): void {
    const { tracks, stops, cost } = this;
    const count = stops.length;
    const start = Math.max(0, firstAbove(stops, low + TINY) - 1);
    for (let t = firstAbove(tracks, near + TINY); t < tracks.length && tracks[t]! < far - TINY; t++) {
      for (let s = start; s + 1 < count && stops[s]! < high - TINY; s++) {
        cost[t * count + s]! += (stops[s + 1]! - stops[s]!) * perUnit;
      }
    }
  }

  /** Makes it dearer to cross `line` on tracks from `low` to `high`; half before and half after where the line is a stop. */
  toll(line: number, low: number, high: number, price: number): void {
    const { tracks, stops, cost } = this;
    const count = stops.length;
    const next = firstAbove(stops, line);
    const onStop = next > 0 && stops[next - 1] === line;
    for (let t = firstAbove(tracks, low - TINY); t < tracks.length && tracks[t]! <= high + TINY; t++) {
      const step = t * count + next - 1;
      if (!onStop) cost[step]! += price;
      else {
        cost[step]! += price / 2;
        if (next > 1) cost[step - 1]! += price / 2;
      }
    }
  }
}
