// Where the gradient of one wire comes from: forward along the wire, through nodes that nobody named and through delays, to the first
// value that has a name; with the local slopes on the way, where each is known component by component.

import type { FlatEndpoint, FlatNode } from "../compiler/flatten.ts";
import { isUnnamed } from "./chain-rule-names.ts";
import type { Seen } from "./chain-rule-seen.ts";
import type { SeenValue, SeenWire } from "./inspector.ts";
import { type Slope, slopeByPort } from "./local-derivative.ts";

/** A slope at a step, counted from the one that is looked at. */
export interface Factor {
  readonly slope: Slope;
  readonly shift: number;
}

export interface Way {
  readonly wire: SeenWire;
  /** The output whose gradient comes back here. */
  readonly target: FlatEndpoint;
  /** Steps from the one that is looked at to the target's. */
  readonly shift: number;
  /** null where one of the slopes is not taken component by component. */
  readonly factors: readonly Factor[] | null;
}

const isLive = ({ gradient }: SeenWire): boolean => gradient.some((x) => x !== 0);

/** Wires that bring no gradient at any step, such as those into metrics, are left out where another brings one. */
export function liveWires(seen: Seen, at: FlatEndpoint): readonly SeenWire[] {
  const wires = seen.wiresFrom(at);
  const live = wires.filter(isLive);
  return live.length > 0 ? live : wires;
}

const sizeOf = ({ shape }: SeenValue): number => shape.reduce((product, size) => product * size, 1);

/** Component by component needs as many components on both sides, and the same steps. */
function sameExtent(a: SeenValue | undefined, b: SeenValue | undefined): boolean {
  return a !== undefined && b !== undefined && a.time === b.time && sizeOf(a) === sizeOf(b);
}

function factorOf(seen: Seen, from: FlatEndpoint, to: FlatEndpoint, port: string, shift: number): Factor | null {
  if (!sameExtent(seen.value(from), seen.value(to))) return null;
  const slope = slopeByPort(seen, to, port);
  return slope && { slope, shift };
}

const firstOutput = (node: FlatNode): FlatEndpoint => ({ path: node.path, port: node.outputs[0]?.id ?? "value" });

/** The border of a cell hands on what it gets. */
const isBorder = (node: FlatNode): boolean => node.prefix !== "" && (node.type.role === "input" || node.type.role === "sequence");

/** What goes on from an output that nobody named: its only wire. */
function onward(seen: Seen, at: FlatEndpoint): SeenWire | null {
  const node = seen.nodes.get(at.path);
  const wires = liveWires(seen, at);
  return node && isUnnamed(node) && wires.length === 1 ? wires[0]! : null;
}

const LONGEST_WAY = 32;

interface Place extends Way {
  /** The value that arrives. */
  readonly from: FlatEndpoint;
}

/** Across the node that the wire ends at. */
function crossed(seen: Seen, place: Place, wire: SeenWire): Place | null {
  const node = seen.nodes.get(wire.path);
  if (!node) return null;
  const target = firstOutput(node);
  if (node.type.delay && wire.port === "x") return { ...place, target, shift: place.shift - node.type.delay.step, from: target };
  if (isBorder(node)) return { ...place, target, from: target };
  const factor = place.factors && factorOf(seen, place.from, target, wire.port, place.shift);
  return { ...place, target, from: target, factors: place.factors && factor ? [...place.factors, factor] : null };
}

export function wayOf(seen: Seen, at: FlatEndpoint, wire: SeenWire): Way {
  let place: Place = { wire, target: at, shift: 0, factors: [], from: at };
  let next: SeenWire | null = wire;
  for (let length = 0; next && length < LONGEST_WAY; length++) {
    const further = crossed(seen, place, next);
    if (!further) return { ...place, factors: null };
    place = further;
    next = onward(seen, place.target);
  }
  return place;
}
