// One search: from a point, or from anywhere on the trunk of the net, to a point.

import type { Position } from "../../graph/document.ts";
import { Field } from "./field.ts";
import type { Heading } from "./heading.ts";
import { boundsOf, grown, joined, type Rect } from "./legs.ts";
import { markAll } from "./mark.ts";
import { GRID, OFF_GRID, OFF_MIDDLE } from "./measures.ts";
import { cheapestWay, type Found, type Goal, type Seed } from "./search.ts";
import type { Sheet } from "./sheet.ts";
import { chooseLines, type Surrounding, surrounding } from "./surrounding.ts";
import { STRICT, type Terms } from "./terms.ts";
import { indexOf, nearestOnNet, trunkSeeds, trunkTo } from "./trunk.ts";

export interface Piece {
  readonly net: string;
  readonly from: Position;
  readonly heading: Heading;
  readonly to: Position;
  /** null where any will do. */
  readonly arriving: Heading | null;
  /** Of the wire. */
  readonly ports: readonly Position[];
  /** May begin on the trunk. */
  readonly branching: boolean;
}

export interface FoundPiece {
  /** From the port where it comes over the trunk, else from the start of the piece. */
  readonly points: readonly Position[];
  readonly overTrunk: boolean;
  readonly heading: Heading;
  readonly cost: number;
}

/** Weight of a line by its distance from the middle between the ends. */
function weight(a: number, b: number): (line: number) => number {
  const [middle, span] = [(a + b) / 2, Math.abs(a - b) + 4 * GRID];
  return (line) => 1 + (OFF_MIDDLE * Math.abs(line - middle)) / span + (line % GRID === 0 ? 0 : OFF_GRID);
}

function pricedField(piece: Piece, start: Position, around: Surrounding, terms: Terms): Field {
  const [xs, ys] = chooseLines(around, [piece.from, piece.to]);
  const field = new Field(xs, ys);
  field.level.reset(weight(start.y, piece.to.y));
  field.upright.reset(weight(start.x, piece.to.x));
  markAll(field, around, { ends: [piece.from, piece.to], ports: piece.ports }, terms);
  return field;
}

const place = (field: Field, { x, y }: Position) => ({ column: indexOf(field.xs, x), row: indexOf(field.ys, y) });

function search(piece: Piece, start: Position, around: Surrounding, terms: Terms): FoundPiece | null {
  const field = pricedField(piece, start, around, terms);
  const goal: Goal = { ...place(field, piece.to), heading: piece.arriving };
  const first = place(field, piece.from);
  const trunk = piece.branching ? trunkSeeds(field, around.mates) : [];
  if (trunk.length === 0 && (first.column < 0 || first.row < 0)) return null;
  const seeds: Seed[] = trunk.length > 0 ? trunk : [{ ...first, heading: piece.heading, cost: 0 }];
  const found: Found | null = cheapestWay(field, seeds, goal);
  if (!found) return null;
  const seed = trunk[found.seed];
  return {
    points: [...(seed ? trunkTo(seed) : []), ...found.points],
    overTrunk: trunk.length > 0,
    heading: found.heading,
    cost: found.cost,
  };
}

function windows(core: Rect): Rect[] {
  const span = Math.max(core.right - core.left, core.bottom - core.top);
  return [grown(core, 4 * GRID + 0.1 * span), grown(core, 20 * GRID + 0.5 * span)];
}

/** Above this many nodes the whole sheet is too large to be searched. */
const WHOLE = 250;

/** On a trunk that goes on for longer than this, a branch looks only at what is near its end. */
const SHORT_TRUNK = 32 * GRID;

/** Around the ends, or around the end and what of the trunk comes into question. */
function core(sheet: Sheet, { net, from, to, branching }: Piece): [Position, Rect] {
  const start = (branching ? nearestOnNet(sheet.mates(net), to) : null) ?? from;
  const whole = boundsOf([from, start, to]);
  const isShort = Math.max(whole.right - whole.left, whole.bottom - whole.top) <= SHORT_TRUNK;
  return [start, isShort || start === from ? whole : boundsOf([start, to])];
}

/** Looks close by, then in a wider circle, then, on a small sheet, everywhere. */
export function findPiece(sheet: Sheet, piece: Piece, terms: Terms): FoundPiece | null {
  const [start, rect] = core(sheet, piece);
  const near = windows(rect);
  const whole = sheet.size <= WHOLE ? [joined(grown(sheet.bounds(), 8 * GRID), near.at(-1)!)] : [];
  for (const window of terms === STRICT ? [...near, ...whole] : near.slice(1)) {
    const found = search(piece, start, surrounding(sheet, piece, window), terms);
    if (found) return found;
  }
  return null;
}
