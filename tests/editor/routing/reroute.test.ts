// Laws of routing again after small moves: the laws of routing hold, and what is far from the move stays as it is.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { beside, grown, legsOf, overlap, type Rect, rectOf } from "../../../src/editor/routing/legs.ts";
import { reroute } from "../../../src/editor/routing/reroute.ts";
import { route } from "../../../src/editor/routing/route.ts";
import type { Routing, Way } from "../../../src/editor/routing/routing.ts";
import type { Scene, SceneNode } from "../../../src/editor/routing/scene.ts";
import { seed } from "../../laws/seed.ts";
import { faults } from "./faults.ts";
import { type Move, moves, randomScene } from "./random-scene.ts";
import { shifted } from "./sketch.ts";

const step = 16;

/** The node of a move, where it still stands in its cell. */
const moved = (scene: Scene, { node, dx, dy }: Move): Scene =>
  shifted(scene, new Set([scene.nodes[node % scene.nodes.length]!.id]), dx * step, dy * step);

/** Nodes and plates stand apart, so that there is always a free way. */
const hasRoom = ({ nodes }: Scene): boolean =>
  nodes.every((a) =>
    nodes.every((b) => a === b || [b.box, ...(b.obstacles ?? [])].every((one) => !overlap(grown(rectOf(a.box), 64), rectOf(one)))),
  );

const reachOf = ({ box, obstacles = [] }: SceneNode): Rect[] => [box, ...obstacles].map((one) => grown(rectOf(one), 64));

const passes = ({ points }: Way, rects: readonly Rect[]): boolean =>
  legsOf(points).some(({ upright, at, low, high }) => {
    const line = upright ? { left: at, right: at, top: low, bottom: high } : { left: low, right: high, top: at, bottom: at };
    return rects.some((rect) => overlap(line, rect));
  });

const runsBeside = (a: Way, b: Way): boolean =>
  legsOf(a.points).some((one) => legsOf(b.points).some((other) => beside(one, other, 24) > 0));

/** Wires that have changed though nothing near them has: neither the node, nor a wire that had to make room for it. */
function restless(before: Routing, after: Routing): string[] {
  const old = new Map(before.scene.nodes.map((node) => [node.id, node]));
  const movedNodes = after.scene.nodes.filter(({ id, box }) => old.get(id)!.box.x !== box.x || old.get(id)!.box.y !== box.y);
  const ids = new Set(movedNodes.map(({ id }) => id));
  const near = movedNodes.flatMap((node) => [...reachOf(node), ...reachOf(old.get(node.id)!)]);
  const changed = after.scene.wires.filter(({ id }) => before.ways.get(id)!.points !== after.ways.get(id)!.points);
  const excused = (id: string) => passes(before.ways.get(id)!, near) || passes(after.ways.get(id)!, near);
  const sources = changed.filter((wire) => ids.has(wire.from.node) || ids.has(wire.to.node) || excused(wire.id));
  return changed
    .filter((wire) => !sources.includes(wire) && !sources.some(({ id }) => runsBeside(after.ways.get(id)!, before.ways.get(wire.id)!)))
    .map(({ id }) => `${id} has changed far from the move`);
}

describe(`random moves (seed ${seed})`, () => {
  test("all laws hold after every move, and far wires are the same objects", () => {
    fc.assert(
      fc.property(randomScene, moves, (scene, all) => {
        let routing = route(scene);
        for (const move of all) {
          const next = moved(routing.scene, move);
          if (!hasRoom(next)) continue;
          const after = reroute(routing, next);
          expect([...faults(after), ...restless(routing, after)]).toEqual([]);
          routing = after;
        }
      }),
      { seed, numRuns: Number(process.env.RUNS ?? 100) },
    );
  });

  test("nothing moved: the same ways, branches and crossings", () => {
    fc.assert(
      fc.property(randomScene, (scene) => {
        const routing = route(scene);
        const again = reroute(routing, structuredClone(scene));
        for (const { id } of scene.wires) expect(again.ways.get(id)).toBe(routing.ways.get(id));
        expect(new Set(again.branches)).toEqual(new Set(routing.branches));
        expect(new Set(again.crossings)).toEqual(new Set(routing.crossings));
      }),
      { seed, numRuns: 50 },
    );
  });
});
