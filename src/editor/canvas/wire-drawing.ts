// What is drawn of each wire: its way in pieces, and where it passes over another wire.

import { type Edge, type EdgeId, edgeId, type Position } from "../../graph/document.ts";
import type { Crossing } from "../routing/routing.ts";
import { layWires, type Placed, type Way } from "./geometry.ts";
import { type NamedWay, type Piece, piecesOf, samePieces } from "./pieces.ts";

export interface Drawing {
  readonly way: Way;
  readonly pieces: readonly Piece[];
  /** Where it passes over wires of other ports. */
  readonly crossings: readonly Position[];
}

const portOf = ({ from }: Edge): string => `${from.node}:${from.port}`;

/** Ways by the port they come from. */
function families(edges: readonly Edge[], ways: ReadonlyMap<EdgeId, Way>): Map<string, NamedWay[]> {
  const found = new Map<string, NamedWay[]>();
  for (const edge of edges) {
    const id = edgeId(edge.to);
    const way = ways.get(id);
    if (!way) continue;
    const family = found.get(portOf(edge));
    if (family) family.push([id, way]);
    else found.set(portOf(edge), [[id, way]]);
  }
  return found;
}

/** Points at which each wire passes over another. */
function crossedPoints(crossings: readonly Crossing[]): Map<EdgeId, Position[]> {
  const found = new Map<EdgeId, Position[]>();
  for (const { over, point } of crossings) {
    const points = found.get(over);
    if (points) points.push(point);
    else found.set(over, [point]);
  }
  return found;
}

const NONE: readonly Position[] = [];

const samePoints = (a: readonly Position[], b: readonly Position[]): boolean =>
  a.length === b.length && a.every((p, k) => p.x === b[k]?.x && p.y === b[k]?.y);

const sameDrawing = (a: Drawing | undefined, b: Drawing): a is Drawing =>
  a !== undefined && a.way === b.way && samePieces(a.pieces, b.pieces) && samePoints(a.crossings, b.crossings);

/** Pieces hang on the ways of the family alone; a wire that has left it has changed the partings of the others. */
const isOld = (family: readonly NamedWay[], before: ReadonlyMap<EdgeId, Drawing>): boolean =>
  family.every(([id, way]) => before.get(id)?.way === way);

/** Ways of the wires, from wherever they come, and where they cross. */
export interface Laid {
  readonly ways: ReadonlyMap<EdgeId, Way>;
  readonly crossings: readonly Crossing[];
}

/** Drawings that have not changed stay the same objects, so that only moved wires redraw. */
export function drawWires(edges: readonly Edge[], { ways, crossings }: Laid, before: ReadonlyMap<EdgeId, Drawing>): Map<EdgeId, Drawing> {
  const crossed = crossedPoints(crossings);
  const drawings = new Map<EdgeId, Drawing>();
  for (const family of families(edges, ways).values()) {
    const old = isOld(family, before);
    for (const [id, way] of family) {
      const kept = before.get(id);
      const pieces = old && kept ? kept.pieces : piecesOf(id, way, family);
      const drawing = { way, pieces, crossings: crossed.get(id) ?? NONE };
      drawings.set(id, sameDrawing(kept, drawing) ? kept : drawing);
    }
  }
  return drawings;
}

/** Ways without the router, at once: from port to port by the shortest lead, whatever stands there. */
export function layDirectly(nodes: readonly Placed[], edges: readonly Edge[], before: ReadonlyMap<EdgeId, Way>): Laid {
  return { ways: layWires(nodes, edges, before), crossings: [] };
}
