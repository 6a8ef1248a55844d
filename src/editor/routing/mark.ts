// Writes the prices of a field: nodes are closed, their surroundings dear, other wires may be crossed but not covered.

import type { Position } from "../../graph/document.ts";
import type { Field } from "./field.ts";
import type { LaidLeg } from "./laid.ts";
import { firstAbove } from "./layer.ts";
import { distance, grown, type Leg, outside, type Rect } from "./legs.ts";
import { ALONG_FRAME, COMFORT, CROSSING, LANE, MARGIN, NEAR_NODE, NEAR_WIRE, PLATE_COMFORT, PLATE_MARGIN, STUB, TINY } from "./measures.ts";
import type { Thing } from "./sheet.ts";
import type { Surrounding } from "./surrounding.ts";
import type { Terms } from "./terms.ts";
import { indexOf } from "./trunk.ts";

function burdenBox(field: Field, { left, top, right, bottom }: Rect, perUnit: number): void {
  field.level.burden(top, bottom, left, right, perUnit);
  field.upright.burden(left, right, top, bottom, perUnit);
}

/** Makes it dear to run along a node, not to come straight to it. */
function discomfort({ level, upright }: Field, { left, top, right, bottom }: Rect, reach: number): void {
  level.burden(top - reach, top, left, right, NEAR_NODE);
  level.burden(bottom, bottom + reach, left, right, NEAR_NODE);
  upright.burden(left - reach, left, top, bottom, NEAR_NODE);
  upright.burden(right, right + reach, top, bottom, NEAR_NODE);
}

/** The ends of the way stand free of every margin, however close nodes are; nobody turns back into the node he came from. */
function closeThing(field: Field, { bounds, plate }: Thing, ends: readonly Position[], terms: Terms): void {
  const gaps = ends.map((end) => outside(bounds, end));
  const isEnd = !plate && gaps.some((gap) => gap <= STUB + TINY);
  const margin = Math.min(plate ? PLATE_MARGIN : isEnd ? STUB : MARGIN, ...gaps);
  burdenBox(field, grown(bounds, margin), plate ? terms.plate : Infinity);
  discomfort(field, bounds, plate ? PLATE_COMFORT : COMFORT);
}

/** What the way that is looked for may do beside others. */
export interface Claim {
  /** Where it may turn first and last. */
  readonly ends: readonly Position[];
  readonly ports: readonly Position[];
}

/** Where ports of one node stand closer than lanes, their wires may go straight on beside each other. */
const neighbours = ({ ports }: LaidLeg, own: Position): boolean => ports.some((port) => distance(port, own) < LANE - TINY);

function cover(field: Field, leg: LaidLeg, claim: Claim, perUnit: number): void {
  const { upright, at, low, high } = leg;
  const layer = field.along(upright);
  const close = claim.ports.filter((own) => neighbours(leg, own)).map(({ x, y }) => (upright ? x : y));
  let near = at - LANE;
  for (const line of [...close.sort((a, b) => a - b), at + LANE]) {
    layer.burden(near, line, low - LANE, high + LANE, perUnit);
    near = line;
  }
}

function passOther(field: Field, leg: LaidLeg, claim: Claim, terms: Terms): void {
  const { upright, at, low, high } = leg;
  cover(field, leg, claim, terms.overlap);
  field.along(upright).burden(at - 2 * LANE, at + 2 * LANE, low, high, NEAR_WIRE);
  const across = field.along(!upright);
  across.toll(at, low, high, CROSSING);
  across.toll(at, low, Math.min(high, low + LANE - 3 * TINY), terms.corner);
  across.toll(at, Math.max(low, high - LANE + 3 * TINY), high, terms.corner);
}

function passWaiting(field: Field, leg: LaidLeg, claim: Claim, terms: Terms): void {
  cover(field, leg, claim, terms.overlap);
  field.along(!leg.upright).toll(leg.at, leg.low, leg.high, CROSSING);
}

/** The own trunk is left and never met again; nothing runs close beside it. */
function avoidTrunk(field: Field, { upright, at, low, high }: Leg): void {
  const { tracks, stops } = field.along(upright);
  const track = indexOf(tracks, at);
  field.along(upright).burden(at - LANE, at + LANE, low, high, Infinity);
  if (track < 0) return;
  for (let stop = firstAbove(stops, low - TINY); stop < stops.length && stops[stop]! <= high + TINY; stop++)
    field.take(upright, track, stop);
}

function avoidFrame({ level, upright }: Field, { left, top, right, bottom }: Rect): void {
  for (const y of [top, bottom]) level.burden(y - LANE, y + LANE, left, right, ALONG_FRAME);
  for (const x of [left, right]) upright.burden(x - LANE, x + LANE, top, bottom, ALONG_FRAME);
}

export function markAll(field: Field, around: Surrounding, claim: Claim, terms: Terms): void {
  for (const thing of around.things) closeThing(field, thing, claim.ends, terms);
  for (const frame of around.frames) avoidFrame(field, frame);
  for (const leg of around.waiting) passWaiting(field, leg, claim, terms);
  for (const leg of around.others) passOther(field, leg, claim, terms);
  for (const mate of around.mates) for (const leg of mate.legs) avoidTrunk(field, leg);
}
