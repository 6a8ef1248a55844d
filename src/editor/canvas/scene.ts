// The open graph as the router reads it: boxes of nodes, room for plates and labels, wires with what was laid by hand.

import { type Edge, type Endpoint, edgeId, type GraphNode } from "../../graph/document.ts";
import type { Role } from "../../graph/node-type.ts";
import type { Box as RoutingBox, Scene, SceneNode, SceneWire, WireEnd } from "../routing/scene.ts";
import type { Figure } from "./drawing.ts";
import { type Placed, portEnd } from "./geometry.ts";
import { type Box, plateBox } from "./plate-place.ts";
import type { Direction, PlacedPort } from "./port-layout.ts";

/** A node as far as the router is concerned. */
export interface Routable extends Placed {
  readonly data: {
    readonly ports: readonly PlacedPort[];
    readonly node: GraphNode;
    readonly figure: Figure;
    readonly type: { readonly role: Role } | undefined;
  };
}

const routingBox = ({ left, top, right, bottom }: Box): RoutingBox => ({ x: left, y: top, width: right - left, height: bottom - top });

/** The number of a gate stands above it, right of the wire. */
function numberBox({ position, height = 0, data: { figure } }: Routable): RoutingBox[] {
  return figure === "gate" ? [{ x: position.x + 6, y: position.y - height / 2 - 22, width: 48, height: 16 }] : [];
}

function sceneNode(node: Routable): SceneNode {
  const { id, position, width = 0, height = 0, data } = node;
  const plate = plateBox({ ...data.node, position }, data.figure, data.ports);
  return {
    id,
    box: { x: position.x - width / 2, y: position.y - height / 2, width, height },
    obstacles: [...(plate ? [routingBox(plate)] : []), ...numberBox(node)],
  };
}

function wireEnd(node: Routable | undefined, direction: Direction, end: Endpoint): WireEnd | null {
  const placed = portEnd(node, direction, end);
  return placed && { node: end.node, point: { x: placed.x, y: placed.y }, side: placed.side };
}

function sceneWire(nodes: ReadonlyMap<string, Routable>, { from, to, route }: Edge): SceneWire[] {
  const [source, target] = [nodes.get(from.node), nodes.get(to.node)];
  const [start, end] = [wireEnd(source, "out", from), wireEnd(target, "in", to)];
  const loop = source?.data.type?.role === "delay" || target?.data.type?.role === "delay";
  return start && end ? [{ id: edgeId(to), from: start, to: end, route, loop }] : [];
}

const sameBox = (a: RoutingBox, b: RoutingBox | undefined): boolean =>
  a.x === b?.x && a.y === b.y && a.width === b.width && a.height === b.height;

const sameNode = (a: SceneNode, b: SceneNode): boolean =>
  sameBox(a.box, b.box) &&
  a.obstacles?.length === b.obstacles?.length &&
  (a.obstacles ?? []).every((box, k) => sameBox(box, b.obstacles?.[k]));

const sameEnd = (a: WireEnd, b: WireEnd): boolean =>
  a.node === b.node && a.side === b.side && a.point.x === b.point.x && a.point.y === b.point.y;

const sameWire = (a: SceneWire, b: SceneWire): boolean =>
  a.route === b.route && a.loop === b.loop && sameEnd(a.from, b.from) && sameEnd(a.to, b.to);

/** What comes out as before stays the same object. */
function kept<T extends { readonly id: string }>(found: readonly T[], before: readonly T[], same: (a: T, b: T) => boolean): readonly T[] {
  const known = new Map(before.map((one) => [one.id, one]));
  const all = found.map((one) => {
    const old = known.get(one.id);
    return old && same(one, old) ? old : one;
  });
  return all.length === before.length && all.every((one, k) => one === before[k]) ? before : all;
}

/** @param before the same object comes back where nothing that matters for wires has changed */
export function sceneOf(nodes: readonly Routable[], edges: readonly Edge[], before: Scene | null = null): Scene {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const scene = {
    nodes: kept(nodes.map(sceneNode), before?.nodes ?? [], sameNode),
    wires: kept(
      edges.flatMap((edge) => sceneWire(byId, edge)),
      before?.wires ?? [],
      sameWire,
    ),
  };
  return before && scene.nodes === before.nodes && scene.wires === before.wires ? before : scene;
}
