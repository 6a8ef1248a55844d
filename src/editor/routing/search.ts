// A* over the net of a field. A state is a point with a heading; the estimate is the distance left and the corners still needed.
// Hart, Nilsson, Raphael, 1968; corners in the estimate as in Wybrow, Marriott, Stuckey, Orthogonal connector routing, 2009.

import type { Position } from "../../graph/document.ts";
import type { Field } from "./field.ts";
import { DX, DY, type Heading, leastCorners } from "./heading.ts";
import { Heap } from "./heap.ts";
import { BEND, TINY } from "./measures.ts";

export interface Seed {
  readonly column: number;
  readonly row: number;
  readonly heading: Heading;
  /** Paid before the first step. */
  readonly cost: number;
}

export interface Goal {
  readonly column: number;
  readonly row: number;
  /** null where any will do. */
  readonly heading: Heading | null;
}

export interface Found {
  readonly cost: number;
  readonly points: readonly Position[];
  /** Which seed it begins at. */
  readonly seed: number;
  readonly heading: Heading;
}

const heap = new Heap();
let best = new Float64Array(0);
let parent = new Int32Array(0);
let seen = new Int32Array(0);
let closed = new Int32Array(0);
let cheapestAt = new Float64Array(0);
let seenAt = new Int32Array(0);
let run = 0;

function reserve(states: number): void {
  run++;
  heap.clear();
  if (best.length >= states) return;
  best = new Float64Array(2 * states);
  parent = new Int32Array(2 * states);
  seen = new Int32Array(2 * states);
  closed = new Int32Array(2 * states);
  cheapestAt = new Float64Array(states);
  seenAt = new Int32Array(states);
}

class Search {
  private readonly width: number;
  private readonly height: number;
  private readonly goalX: number;
  private readonly goalY: number;
  private readonly goalHeading: Heading | null;
  private readonly levelCost: Float64Array;
  private readonly uprightCost: Float64Array;

  constructor(
    private readonly field: Field,
    private readonly goal: Goal,
  ) {
    this.width = field.xs.length;
    this.height = field.ys.length;
    this.goalX = field.xs[goal.column]!;
    this.goalY = field.ys[goal.row]!;
    this.goalHeading = goal.heading;
    this.levelCost = field.level.cost;
    this.uprightCost = field.upright.cost;
    reserve(this.width * this.height * 4);
  }

  private noteArrival(place: number, cost: number): void {
    if (seenAt[place] === run && cost >= cheapestAt[place]!) return;
    seenAt[place] = run;
    cheapestAt[place] = cost;
  }

  /** Somebody else is here so cheaply that he can turn and be no dearer. */
  isBeaten(place: number, cost: number): boolean {
    return seenAt[place] === run && cost > cheapestAt[place]! + BEND + TINY;
  }

  offer(column: number, row: number, heading: Heading, cost: number, from: number): void {
    const place = row * this.width + column;
    const state = place * 4 + heading;
    if ((seen[state] === run && best[state]! <= cost) || this.isBeaten(place, cost)) return;
    this.noteArrival(place, cost);
    seen[state] = run;
    best[state] = cost;
    parent[state] = from;
    const dx = this.goalX - this.field.xs[column]!;
    const dy = this.goalY - this.field.ys[row]!;
    heap.push(cost + Math.abs(dx) + Math.abs(dy) + BEND * leastCorners(heading, this.goalHeading, dx, dy), state);
  }

  /** Of one step; Infinity where the field ends. */
  private price(column: number, row: number, heading: Heading): number {
    if (heading === 0) return column + 1 < this.width ? this.levelCost[row * this.width + column]! : Infinity;
    if (heading === 2) return column > 0 ? this.levelCost[row * this.width + column - 1]! : Infinity;
    if (heading === 1) return row + 1 < this.height ? this.uprightCost[column * this.height + row]! : Infinity;
    return row > 0 ? this.uprightCost[column * this.height + row - 1]! : Infinity;
  }

  private step(state: number, column: number, row: number, heading: Heading, cost: number): void {
    const total = cost + this.price(column, row, heading);
    if (total === Infinity) return;
    const nextColumn = column + DX[heading];
    const nextRow = row + DY[heading];
    if (this.field.taken[nextRow * this.width + nextColumn] === 0) this.offer(nextColumn, nextRow, heading, total, state);
  }

  /** Goes on in all headings but back. */
  expand(state: number): void {
    const heading = (state & 3) as Heading;
    const place = state >> 2;
    const column = place % this.width;
    const row = (place / this.width) | 0;
    const cost = best[state]!;
    this.step(state, column, row, heading, cost);
    this.step(state, column, row, ((heading + 1) & 3) as Heading, cost + BEND);
    this.step(state, column, row, ((heading + 3) & 3) as Heading, cost + BEND);
  }

  /** At the goal, a last corner may still be needed. True where the way is complete. */
  arrives(state: number): boolean {
    const { column, row, heading } = this.goal;
    if (state >> 2 !== row * this.width + column) return false;
    const own = (state & 3) as Heading;
    if (heading === null || heading === own) return true;
    if (((own - heading) & 1) === 1) this.offer(column, row, heading, best[state]! + BEND, state);
    return false;
  }

  found(end: number): Found {
    const points: Position[] = [];
    let state = end;
    while (state >= 0) {
      const place = state >> 2;
      points.push({ x: this.field.xs[place % this.width]!, y: this.field.ys[(place / this.width) | 0]! });
      state = parent[state]!;
    }
    return { cost: best[end]!, points: points.reverse(), seed: -1 - state, heading: (end & 3) as Heading };
  }
}

/** The cheapest way from any of the seeds; null where there is none. */
export function cheapestWay(field: Field, seeds: readonly Seed[], goal: Goal): Found | null {
  const search = new Search(field, goal);
  for (const [k, { column, row, heading, cost }] of seeds.entries()) search.offer(column, row, heading, cost, -1 - k);
  for (let state = heap.pop(); state >= 0; state = heap.pop()) {
    if (closed[state] === run || search.isBeaten(state >> 2, best[state]!)) continue;
    closed[state] = run;
    if (search.arrives(state)) return search.found(state);
    search.expand(state);
  }
  return null;
}
