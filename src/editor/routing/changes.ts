// What differs between two scenes.

import type { Position } from "../../graph/document.ts";
import { samePoint, samePoints } from "./legs.ts";
import type { Box, Scene, SceneNode, SceneWire, WireEnd } from "./scene.ts";

const sameBox = (a: Box | undefined, b: Box | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height);

function sameBoxes(a: readonly Box[] = [], b: readonly Box[] = []): boolean {
  return a === b || (a.length === b.length && a.every((box, k) => sameBox(box, b[k])));
}

const sameNode = (a: SceneNode, b: SceneNode): boolean => a === b || (sameBox(a.box, b.box) && sameBoxes(a.obstacles, b.obstacles));

const sameEnd = (a: WireEnd, b: WireEnd): boolean => a === b || (a.node === b.node && a.side === b.side && samePoint(a.point, b.point));

const noRoute: readonly Position[] = [];

const sameWire = (a: SceneWire, b: SceneWire): boolean =>
  a === b || (sameEnd(a.from, b.from) && sameEnd(a.to, b.to) && a.loop === b.loop && samePoints(a.route ?? noRoute, b.route ?? noRoute));

/** Missing before: new. Missing now: gone. */
export interface Change<T> {
  readonly id: string;
  readonly before: T | undefined;
  readonly now: T | undefined;
}

interface Named {
  readonly id: string;
}

/** The same names in the same order, as in nearly all changes. */
const sameOrder = (a: readonly Named[], b: readonly Named[]): boolean => a.length === b.length && a.every(({ id }, k) => id === b[k]!.id);

function changesInPlace<T extends Named>(before: readonly T[], now: readonly T[], same: (a: T, b: T) => boolean): Change<T>[] {
  const found: Change<T>[] = [];
  for (const [k, one] of now.entries()) if (!same(before[k]!, one)) found.push({ id: one.id, before: before[k], now: one });
  return found;
}

function changes<T extends Named>(before: readonly T[], now: readonly T[], same: (a: T, b: T) => boolean): Change<T>[] {
  if (sameOrder(before, now)) return changesInPlace(before, now, same);
  const old = new Map(before.map((one) => [one.id, one]));
  const found: Change<T>[] = [];
  for (const one of now) {
    const known = old.get(one.id);
    old.delete(one.id);
    if (!known || !same(known, one)) found.push({ id: one.id, before: known, now: one });
  }
  return [...found, ...[...old.values()].map((one) => ({ id: one.id, before: one, now: undefined }))];
}

export interface SceneChanges {
  readonly nodes: readonly Change<SceneNode>[];
  readonly wires: readonly Change<SceneWire>[];
  readonly frames: boolean;
  /** The wires are the same and in the same order, though some may run elsewhere. */
  readonly sameWires: boolean;
}

export const changesBetween = (before: Scene, now: Scene): SceneChanges => ({
  nodes: changes(before.nodes, now.nodes, sameNode),
  wires: changes(before.wires, now.wires, sameWire),
  frames: !sameBoxes(before.frames, now.frames),
  sameWires: sameOrder(before.wires, now.wires),
});
