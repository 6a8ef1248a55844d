// The ways of all wires on the canvas. Wires from one port share a trunk; where one leaves it, it turns sharply and a dot is drawn.

import { type Edge, type Endpoint, edgeId, type Position } from "../../graph/document.ts";
import type { Direction, PlacedPort } from "./port-layout.ts";
import { type WireEnd, wirePoints } from "./wire-path.ts";

/** A node as far as wires are concerned. */
export interface Placed {
  readonly id: string;
  /** Of its middle. */
  readonly position: Position;
  readonly width?: number;
  readonly height?: number;
  readonly data: { readonly ports: readonly PlacedPort[] };
}

/** Middle of a port on the canvas. */
export function portEnd(node: Placed | undefined, direction: Direction, end: Endpoint): WireEnd | null {
  const port = node?.data.ports.find((candidate) => candidate.direction === direction && candidate.id === end.port);
  if (!node || !port) return null;
  const { width = 0, height = 0, position } = node;
  return { x: position.x - width / 2 + port.x, y: position.y - height / 2 + port.y, side: port.side };
}

const same = (a: Position | undefined, b: Position | undefined): boolean => a !== undefined && a.x === b?.x && a.y === b.y;

const heading = (from: Position, to: Position): Position => ({ x: Math.sign(to.x - from.x), y: Math.sign(to.y - from.y) });

const length = (a: Position, b: Position): number => Math.abs(b.x - a.x) + Math.abs(b.y - a.y);

/** Where two ways from the same point part; null where they part at once or never. */
export function parting(a: readonly Position[], b: readonly Position[]): Position | null {
  for (let k = 0; ; k++) {
    const [here, there] = [a[k], b[k]];
    if (!here || !same(here, there)) return null;
    const [nextA, nextB] = [a[k + 1], b[k + 1]];
    if (!nextA || !nextB) return null;
    if (same(nextA, nextB)) continue;
    if (!same(heading(here, nextA), heading(here, nextB))) return k === 0 ? null : here;
    return length(here, nextA) < length(here, nextB) ? nextA : nextB;
  }
}

const distinct = (points: readonly Position[]): Position[] => points.filter((p, k) => points.findIndex((q) => same(p, q)) === k);

export interface Way {
  readonly points: readonly Position[];
  /** What of it no earlier wire from the same port draws: a trunk is drawn once. */
  readonly own: readonly Position[];
  /** Points at which other wires leave this one, or it leaves them. */
  readonly partings: readonly Position[];
}

function ways(nodes: readonly Placed[], edges: readonly Edge[]): Map<string, Position[]> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const found = new Map<string, Position[]>();
  for (const { from, to, route } of edges) {
    const source = portEnd(byId.get(from.node), "out", from);
    const target = portEnd(byId.get(to.node), "in", to);
    if (source && target) found.set(edgeId(to), wirePoints(source, target, route));
  }
  return found;
}

type NamedWay = readonly [id: string, points: readonly Position[]];

/** Ways by the port they come from. */
function families(points: ReadonlyMap<string, Position[]>, edges: readonly Edge[]): NamedWay[][] {
  const found = new Map<string, NamedWay[]>();
  for (const { from, to } of edges) {
    const id = edgeId(to);
    const own = points.get(id);
    const key = `${from.node}:${from.port}`;
    if (own) found.set(key, [...(found.get(key) ?? []), [id, own]]);
  }
  return [...found.values()];
}

const samePoints = (a: readonly Position[], b: readonly Position[]): boolean => a.length === b.length && a.every((p, k) => same(p, b[k]));

const sameWay = (a: Way | undefined, b: Way): boolean =>
  a !== undefined && samePoints(a.points, b.points) && samePoints(a.own, b.own) && samePoints(a.partings, b.partings);

/** How far along a way a point of it lies. */
export function distanceTo(points: readonly Position[], p: Position): number {
  let sum = 0;
  for (let k = 1; k < points.length; k++) {
    const [a, b] = [points[k - 1] as Position, points[k] as Position];
    if (length(a, p) + length(p, b) === length(a, b)) return sum + length(a, p);
    sum += length(a, b);
  }
  return sum;
}

/** The rest of a way after a point of it. */
function after(points: readonly Position[], p: Position): Position[] {
  const at = distanceTo(points, p);
  const rest = points.filter((q) => distanceTo(points, q) > at);
  return [p, ...rest];
}

function branchOff(whole: readonly Position[], earlier: readonly NamedWay[], family: readonly NamedWay[]): Way {
  const partings = distinct(family.flatMap(([, theirs]) => (theirs === whole ? [] : (parting(whole, theirs) ?? []))));
  const left = earlier.flatMap(([, theirs]) => parting(whole, theirs) ?? []);
  const [last] = left.sort((a, b) => distanceTo(whole, b) - distanceTo(whole, a));
  return { points: whole, partings, own: last ? after(whole, last) : whole };
}

/** Ways that have not changed stay the same objects, so that only moved wires redraw. */
export function layWires(nodes: readonly Placed[], edges: readonly Edge[], before: ReadonlyMap<string, Way>): ReadonlyMap<string, Way> {
  const points = ways(nodes, edges);
  const laid = new Map<string, Way>();
  for (const family of families(points, edges)) {
    for (const [id, whole] of family) {
      const way = branchOff(
        whole,
        family.slice(
          0,
          family.findIndex(([other]) => other === id),
        ),
        family,
      );
      const kept = before.get(id);
      laid.set(id, kept && sameWay(kept, way) ? kept : way);
    }
  }
  return laid;
}
