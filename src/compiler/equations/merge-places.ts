// Where new nodes stand: between what they read and what reads them, or near it, and never on another node.

import { type Graph, type GraphNode, type NodeId, nodeAt, type Position } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import { layoutGraph } from "./layout.ts";
import { Sheet } from "./merge-sheet.ts";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Of a node of this type, on the canvas; positions are middles. */
export type SizeLookup = (type: string) => Size;

export const usualSize: SizeLookup = () => ({ width: 112, height: 64 });

/** Canvas units. */
const grid = 16;
const air = 24;
const stride = 128;
const farthest = 60;

const onGrid = ({ x, y }: Position): Position => ({ x: Math.round(x / grid) * grid, y: Math.round(y / grid) * grid });

/** Squares around a place, each twice as far out. */
function* around({ x, y }: Position): Generator<Position> {
  for (let ring = 0; ring <= farthest; ring++) {
    const far = ring * 2 * grid;
    for (let k = -ring; k <= ring; k++) {
      const along = k * 2 * grid;
      yield { x: x + along, y: y + far };
      yield { x: x + along, y: y - far };
      yield { x: x + far, y: y + along };
      yield { x: x - far, y: y + along };
    }
  }
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;

class Placing {
  private readonly sheet: Sheet;
  private readonly placed = new Map<NodeId, GraphNode>();

  constructor(
    private readonly graph: Graph,
    private readonly sizeOf: SizeLookup,
  ) {
    this.sheet = new Sheet(graph);
  }

  /** Those with a place first, then their neighbours, and so on; what is wired to nothing stands below. */
  run(fresh: readonly NodeId[]): Graph {
    const open = new Set(fresh);
    for (const node of Object.values(this.graph.nodes)) if (!open.has(node.id)) this.placed.set(node.id, node);
    while (open.size > 0) {
      const id = [...open].find((candidate) => this.wanted(candidate) !== null) ?? [...open][0]!;
      this.put(id, this.wanted(id) ?? this.below());
      open.delete(id);
    }
    return this.result();
  }

  private result(): Graph {
    const nodes = Object.values(this.graph.nodes).map((node) => this.placed.get(node.id) ?? node);
    return { ...this.graph, nodes: Object.fromEntries(nodes.map((node) => [node.id, node])) };
  }

  private put(id: NodeId, wanted: Position): void {
    const node = nodeAt(this.graph, id)!;
    const start = onGrid(wanted);
    for (const place of around(start)) {
      if (!this.isFree(place, this.sizeOf(node.type))) continue;
      this.placed.set(id, { ...node, position: place });
      return;
    }
    this.placed.set(id, { ...node, position: start });
  }

  /** Null where none of its neighbours has a place. */
  private wanted(id: NodeId): Position | null {
    const at = (ids: readonly NodeId[]) => ids.flatMap((other) => this.placed.get(other)?.position ?? []);
    const before = at([...this.sheet.inputs(id).values()].map(({ node }) => node));
    const after = at(this.sheet.readers(id).map(({ to }) => to.node));
    if (before.length + after.length === 0) return null;
    const y = mean([...before, ...after].map((place) => place.y));
    const left = Math.max(...before.map((place) => place.x)) + stride;
    const right = Math.min(...after.map((place) => place.x)) - stride;
    if (after.length === 0) return { x: left, y };
    return before.length === 0 ? { x: right, y } : { x: (left + right) / 2, y };
  }

  private below(): Position {
    const places = [...this.placed.values()].map(({ position }) => position);
    if (places.length === 0) return { x: 0, y: 0 };
    return { x: Math.min(...places.map(({ x }) => x)), y: Math.max(...places.map(({ y }) => y)) + stride };
  }

  private isFree(at: Position, size: Size): boolean {
    return [...this.placed.values()].every(({ type, position }) => {
      const other = this.sizeOf(type);
      const [dx, dy] = [Math.abs(position.x - at.x), Math.abs(position.y - at.y)];
      return dx >= (size.width + other.width) / 2 + air || dy >= (size.height + other.height) / 2 + air;
    });
  }

  /** Everything at the places that a layout wants, with room for what is larger there. */
  spread(): Graph {
    const byPlace = Object.values(this.graph.nodes).sort((a, b) => a.position.x - b.position.x || a.position.y - b.position.y);
    for (const { id, position } of byPlace) this.put(id, position);
    return this.result();
  }
}

/** Nodes that were there do not move. */
export function placeFresh(graph: Graph, fresh: readonly NodeId[], sizeOf: SizeLookup, registry: Registry): Graph {
  if (fresh.length === 0) return graph;
  if (fresh.length === Object.keys(graph.nodes).length) return new Placing(layoutGraph(graph, registry), sizeOf).spread();
  return new Placing(graph, sizeOf).run(fresh);
}
