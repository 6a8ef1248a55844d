// A wire may begin anywhere on the wires of its net that lie already: it leaves the trunk at a right angle, or goes straight on at a corner.

import type { Position } from "../../graph/document.ts";
import type { Field } from "./field.ts";
import { type Heading, headingTo } from "./heading.ts";
import type { Laid } from "./laid.ts";
import { firstAbove } from "./layer.ts";
import { distance, type Leg } from "./legs.ts";
import { ALONG_TRUNK, BEND, STUB, TINY } from "./measures.ts";
import type { Seed } from "./search.ts";

/** A seed that knows which leg of the trunk it lies on. */
export interface TrunkSeed extends Seed {
  readonly walk: Walk;
}

/** A leg of the trunk. */
interface Walk {
  readonly mate: Laid;
  /** Number of the leg. */
  readonly k: number;
  /** From the port to where the leg begins. */
  readonly walked: number;
}

/** From the port over the trunk to the leg on which a seed lies. */
export const trunkTo = ({ walk: { mate, k } }: TrunkSeed): Position[] => mate.points.slice(0, k + 1);

/** A line's index, or -1 where it is none of the field's. */
export function indexOf(lines: Float64Array, value: number): number {
  const k = firstAbove(lines, value) - 1;
  return k >= 0 && lines[k] === value ? k : -1;
}

/** The stretch of a leg on which a branch may leave: not right at the ports. */
function open({ mate: { points }, k }: Walk): [number, number] {
  const length = distance(points[k]!, points[k + 1]!);
  return [k === 0 ? STUB : 0, length - (k + 2 === points.length ? STUB : 0)];
}

/** To go straight on where the trunk turns. */
const STRAIGHT_ON = BEND / 4;

/** Seeds in all directions that leave the leg at one point of it. */
function addSeeds(seeds: TrunkSeed[], walk: Walk, heading: Heading, column: number, row: number, along: number): void {
  const { mate, k, walked } = walk;
  const cost = ALONG_TRUNK * (walked + along);
  for (const turn of [1, 3]) seeds.push({ column, row, heading: ((heading + turn) & 3) as Heading, cost: cost + BEND, walk });
  const atCorner = Math.abs(along - distance(mate.points[k]!, mate.points[k + 1]!)) < TINY;
  if (atCorner) seeds.push({ column, row, heading, cost: cost + STRAIGHT_ON, walk });
}

function addLeg(seeds: TrunkSeed[], field: Field, walk: Walk): void {
  const { upright, at, low, high } = walk.mate.legs[walk.k]!;
  const { tracks, stops } = field.along(upright);
  const track = indexOf(tracks, at);
  if (track < 0) return;
  const from = walk.mate.points[walk.k]!;
  const heading = headingTo(from, walk.mate.points[walk.k + 1]!);
  const [least, most] = open(walk);
  for (let stop = firstAbove(stops, low - TINY); stop < stops.length && stops[stop]! <= high + TINY; stop++) {
    const along = Math.abs(stops[stop]! - (upright ? from.y : from.x));
    if (along < least - TINY || along > most + TINY) continue;
    addSeeds(seeds, walk, heading, upright ? track : stop, upright ? stop : track, along);
  }
}

export function trunkSeeds(field: Field, mates: Iterable<Laid>): TrunkSeed[] {
  const seeds: TrunkSeed[] = [];
  for (const mate of mates) {
    let walked = 0;
    for (const [k, { low, high }] of mate.legs.entries()) {
      addLeg(seeds, field, { mate, k, walked });
      walked += high - low;
    }
  }
  return seeds;
}

/** The point on a leg that is nearest to another. */
const nearestOn = ({ upright, at, low, high }: Leg, { x, y }: Position): Position =>
  upright ? { x: at, y: Math.min(high, Math.max(low, y)) } : { x: Math.min(high, Math.max(low, x)), y: at };

/** Of the net, the point nearest to another. */
export function nearestOnNet(mates: Iterable<Laid>, to: Position): Position | null {
  let nearest: Position | null = null;
  for (const { legs } of mates) {
    for (const leg of legs) {
      const point = nearestOn(leg, to);
      if (!nearest || distance(point, to) < distance(nearest, to)) nearest = point;
    }
  }
  return nearest;
}
