// Where a new node goes: where a person looks, or as near to it as there is room.

import { registry } from "../../../nodes/index.ts";
import type { Graph, Position } from "../../graph/document.ts";
import { type Size, sizeOf } from "../canvas/drawing.ts";

export const GRID = 8;
const AIR = 24;
const STEP = 4 * GRID;
const FARTHEST = 40;

export const onGrid = ({ x, y }: Position): Position => ({ x: Math.round(x / GRID) * GRID, y: Math.round(y / GRID) * GRID });

function isFree(graph: Graph, at: Position, size: Size): boolean {
  return Object.values(graph.nodes).every(({ type, position, attributes }) => {
    const other = sizeOf(registry.get(type), attributes);
    const [dx, dy] = [Math.abs(position.x - at.x), Math.abs(position.y - at.y)];
    return dx >= (size.width + other.width) / 2 + AIR || dy >= (size.height + other.height) / 2 + AIR;
  });
}

/** Places on growing squares around the wanted one. */
function* around({ x, y }: Position): Generator<Position> {
  for (let ring = 0; ring <= FARTHEST; ring++) {
    for (let k = -ring; k <= ring; k++) {
      yield { x: x + ring * STEP, y: y + k * STEP };
      yield { x: x + k * STEP, y: y + ring * STEP };
      yield { x: x + k * STEP, y: y - ring * STEP };
      yield { x: x - ring * STEP, y: y + k * STEP };
    }
  }
}

export function freePlace(graph: Graph, typeId: string, wanted: Position): Position {
  const size = sizeOf(registry.get(typeId));
  const start = onGrid(wanted);
  for (const place of around(start)) if (isFree(graph, place, size)) return place;
  return start;
}
