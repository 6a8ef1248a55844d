// What a graph looks like on the canvas, as boxes and ways, so that a test can say that its layout holds.

import { figureOf, SIZES } from "../../src/editor/canvas/drawing.ts";
import { shownPorts } from "../../src/editor/canvas/node-ports.ts";
import { type PlacedPort, placePorts } from "../../src/editor/canvas/port-layout.ts";
import { wirePoints } from "../../src/editor/canvas/wire-path.ts";
import type { Document, Edge, Graph, GraphNode, GraphScope, PortId, Position } from "../../src/graph/document.ts";
import type { Registry } from "../../src/graph/node-type.ts";
import { portsOf } from "../../src/graph/ports.ts";

export interface Box {
  readonly id: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The way of a wire; `net` is the output port that it comes from: wires of one net may run on top of each other. */
export interface Way {
  readonly name: string;
  readonly net: string;
  readonly ends: readonly [string, string];
  readonly points: readonly Position[];
}

/** One straight piece of a way. */
export type Leg = readonly [Position, Position];

const plate = { width: 72, height: 35 };

export class Layout {
  readonly boxes: readonly Box[];
  /** Pictures beside operators. */
  readonly plates: readonly Box[];
  readonly ways: readonly Way[];

  constructor(
    private readonly document: Document,
    private readonly graph: Graph,
    private readonly scope: GraphScope,
    private readonly registry: Registry,
  ) {
    const nodes = Object.values(graph.nodes);
    this.boxes = nodes.map((node) => this.box(node));
    this.plates = nodes.flatMap((node) => this.plate(node));
    this.ways = Object.values(graph.edges).map((edge) => this.way(edge));
  }

  figure = (node: GraphNode) => figureOf(this.registry.get(node.type), node.attributes);

  private box(node: GraphNode): Box {
    const { x, y } = node.position;
    const { width, height } = SIZES[this.figure(node)];
    return { id: node.id, left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
  }

  /** As figures.css places it. */
  private plate(node: GraphNode): Box[] {
    const { x, y } = node.position;
    const { left, right, top, bottom } = this.box(node);
    const at = (from: number, upper: number): Box[] => [
      { id: `plate of ${node.id}`, left: from, right: from + plate.width, top: upper, bottom: upper + plate.height },
    ];
    switch (node.look?.plate) {
      case "top":
        return at(x - plate.width / 2, top - 4 - plate.height);
      case "bottom":
        return at(x - plate.width / 2, bottom + 6);
      case "left":
        return at(left - 8 - plate.width, y - 0.38 * plate.height);
      case "right":
        return at(right + 8, y - 0.38 * plate.height);
      default:
        return this.freePlate(node);
    }
  }

  /** Placed by its middle, seen from the node's. */
  private freePlate({ id, position, look }: GraphNode): Box[] {
    const place = look?.plate;
    if (!Array.isArray(place)) return [];
    const [left, top] = [position.x + Number(place[0]) - plate.width / 2, position.y + Number(place[1]) - plate.height / 2];
    return [{ id: `plate of ${id}`, left, right: left + plate.width, top, bottom: top + plate.height }];
  }

  private port(id: string, direction: PlacedPort["direction"], port: PortId) {
    const node = this.graph.nodes[id]!;
    const figure = this.figure(node);
    const shown = shownPorts(this.graph, node, portsOf(node, this.document, this.registry, this.scope));
    const placed = placePorts(node, figure, SIZES[figure], shown).find((one) => one.id === port && one.direction === direction)!;
    const { left, top } = this.box(node);
    return { x: left + placed.x, y: top + placed.y, side: placed.side };
  }

  private way({ from, to, route }: Edge): Way {
    const points = wirePoints(this.port(from.node, "out", from.port), this.port(to.node, "in", to.port), route);
    return { name: `${from.node} -> ${to.node}:${to.port}`, net: `${from.node}:${from.port}`, ends: [from.node, to.node], points };
  }
}

export const legs = ({ points }: Way): Leg[] => points.slice(1).map((point, index) => [points[index]!, point]);

export const overlap = (a: Box, b: Box, gap = 0): boolean =>
  a.left < b.right + gap && b.left < a.right + gap && a.top < b.bottom + gap && b.top < a.bottom + gap;

const around = ([a, b]: Leg): Box => ({
  id: "",
  left: Math.min(a.x, b.x),
  right: Math.max(a.x, b.x),
  top: Math.min(a.y, b.y),
  bottom: Math.max(a.y, b.y),
});

export const smaller = (box: Box, by: number): Box => ({
  ...box,
  left: box.left + by,
  right: box.right - by,
  top: box.top + by,
  bottom: box.bottom - by,
});

/** True where the leg runs through the box. */
export const runsThrough = (leg: Leg, box: Box): boolean => overlap(around(leg), box);

/** True where two ways touch. */
export const meet = (a: Way, b: Way): boolean => legs(a).some((one) => legs(b).some((other) => overlap(around(one), around(other), 1)));
