// What can be wrong with a routed scene, each fault as a sentence; an empty list means that all is well.

import { headingTo, leaving } from "../../../src/editor/routing/heading.ts";
import { beside, distance, grown, type Leg, legsOf, overlap, rectOf, runsThrough } from "../../../src/editor/routing/legs.ts";
import type { Routing, Way } from "../../../src/editor/routing/routing.ts";
import type { SceneWire } from "../../../src/editor/routing/scene.ts";
import type { Position } from "../../../src/graph/document.ts";

const text = (points: readonly Position[]) => points.map(({ x, y }) => `${x},${y}`).join(" ");

type Check = (wire: SceneWire, way: Way) => string[];

const each = ({ scene, ways }: Routing, check: Check): string[] => scene.wires.flatMap((wire) => check(wire, ways.get(wire.id)!));

export const withoutWay = ({ scene, ways }: Routing): string[] =>
  scene.wires.filter(({ id }) => !ways.has(id)).map(({ id }) => `${id} has no way`);

export const slanted = (routing: Routing): string[] =>
  each(routing, ({ id }, { points }) => {
    const bad = points.slice(1).some((p, k) => (p.x === points[k]!.x) === (p.y === points[k]!.y));
    return bad ? [`${id} is not right-angled: ${text(points)}`] : [];
  });

const isAt = (p: Position | undefined, q: Position) => p?.x === q.x && p.y === q.y;

/** Wires begin and end at their ports, at a right angle to the outline, from outside. */
export const badEnds = (routing: Routing): string[] =>
  each(routing, ({ id, from, to }, { points }) => {
    const faults: string[] = [];
    if (!isAt(points[0], from.point) || !isAt(points.at(-1), to.point)) faults.push(`${id} misses its ports: ${text(points)}`);
    if (headingTo(points[0]!, points[1]!) !== leaving(from.side)) faults.push(`${id} leaves aslant: ${text(points)}`);
    if (headingTo(points.at(-1)!, points.at(-2)!) !== leaving(to.side)) faults.push(`${id} enters aslant: ${text(points)}`);
    return faults;
  });

/** Straight for a grid step at both ends. */
export const shortEnds = (routing: Routing, least = 16): string[] =>
  each(routing, ({ id }, { points }) => {
    const ends = [distance(points[0]!, points[1]!), distance(points.at(-1)!, points.at(-2)!)];
    return ends.some((length) => length < least - 0.01) ? [`${id} turns right at a port: ${text(points)}`] : [];
  });

/** The wire's own nodes count too, but for the legs at its ports. */
export const throughNodes = (routing: Routing, margin = 0): string[] =>
  each(routing, ({ id, from, to }, { points }) => {
    const legs = legsOf(points);
    const own = (node: string, k: number) => (k === 0 && node === from.node) || (k === legs.length - 1 && node === to.node);
    const hit = routing.scene.nodes.filter((node) => {
      const rect = grown(rectOf(node.box), margin);
      return legs.some((leg, k) => !own(node.id, k) && runsThrough(leg, rect));
    });
    return hit.map((node) => `${id} runs through ${node.id}: ${text(points)}`);
  });

export const underPlates = (routing: Routing): string[] =>
  each(routing, ({ id }, { points }) => {
    const plates = routing.scene.nodes.flatMap(({ obstacles = [] }) => obstacles.map(rectOf));
    return legsOf(points).some((leg) => plates.some((plate) => runsThrough(leg, plate)))
      ? [`${id} runs under a plate: ${text(points)}`]
      : [];
  });

const netOf = ({ from: { node, point } }: SceneWire) => `${node} ${point.x} ${point.y}`;

const near = (a: Leg, b: Leg, apart: number) => beside(a, b, apart);

/** Wires of different nets that run on or beside each other, closer than `apart`, for longer than `stretch`. */
export function overlaps({ scene, ways }: Routing, apart = 8, stretch = 8): string[] {
  const all = scene.wires.map((wire) => {
    const { points } = ways.get(wire.id)!;
    const xs = points.map(({ x }) => x);
    const ys = points.map(({ y }) => y);
    const bounds = { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
    return { id: wire.id, net: netOf(wire), legs: legsOf(points), bounds: grown(bounds, apart), points };
  });
  return all.flatMap((a, k) =>
    all.slice(k + 1).flatMap((b) => {
      if (a.net === b.net || !overlap(a.bounds, b.bounds)) return [];
      const bad = a.legs.some((one) => b.legs.some((other) => near(one, other, apart) > stretch));
      return bad ? [`${a.id} and ${b.id} run together: ${text(a.points)} | ${text(b.points)}`] : [];
    }),
  );
}

/** All that has to hold wherever there is room. */
export const faults = (routing: Routing): string[] => [
  ...withoutWay(routing),
  ...slanted(routing),
  ...badEnds(routing),
  ...shortEnds(routing),
  ...throughNodes(routing, 7.9),
  ...underPlates(routing),
  ...overlaps(routing),
];
