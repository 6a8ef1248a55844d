// Which wires a change of the scene concerns.

import type { SceneChanges } from "./changes.ts";
import { grown, type Rect, rectOf, runsThrough } from "./legs.ts";
import { COMFORT, LANE, MARGIN, PLATE_MARGIN } from "./measures.ts";
import type { Scene, SceneNode } from "./scene.ts";
import type { Sheet } from "./sheet.ts";

const things = (node: SceneNode | undefined, margin: number, plateMargin: number): Rect[] =>
  node ? [grown(rectOf(node.box), margin), ...(node.obstacles ?? []).map((plate) => grown(rectOf(plate), plateMargin))] : [];

export interface Concerned {
  /** To be laid anew. */
  readonly lifted: ReadonlySet<string>;
  /** They may stay; something has gone away for which they perhaps made a detour. */
  readonly freed: ReadonlySet<string>;
}

/** Wires with a leg through one of some rectangles; a leg at the edge is free. */
const through = (sheet: Sheet, rects: readonly Rect[]): string[] =>
  rects.flatMap((rect) =>
    sheet
      .legsIn(rect)
      .filter((leg) => runsThrough(leg, rect))
      .map(({ wire }) => wire),
  );

/** @param sheet as the previous routing left it */
export function concerned(sheet: Sheet, scene: Scene, changes: SceneChanges): Concerned {
  const moved = new Set(changes.nodes.map(({ id }) => id));
  const closed = changes.nodes.flatMap(({ now }) => things(now, MARGIN, PLATE_MARGIN));
  const opened = changes.nodes.flatMap(({ before }) => things(before, COMFORT + 2 * LANE, 2 * LANE));
  const lifted = new Set([...changes.wires.map(({ id }) => id), ...through(sheet, closed)]);
  for (const { id, from, to, loop } of scene.wires) {
    if (moved.has(from.node) || moved.has(to.node) || (changes.frames && loop === true) || !sheet.get(id)) lifted.add(id);
  }
  return { lifted, freed: new Set(through(sheet, opened).filter((id) => !lifted.has(id))) };
}
