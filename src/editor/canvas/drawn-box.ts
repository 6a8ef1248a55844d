// How far the drawing of an open graph reaches: nodes, plates, ways of wires, the ground of the cell.

import type { CanvasNode, Wire } from "./flow-model.ts";
import { nodeBox, openCellOf } from "./open-cell.ts";
import { type Box, plateBox } from "./plate-place.ts";

/** Of an output one sees no tag in an opened cell, only where it goes: `to W_y`. */
const GOES_TO = 52;

const isOutput = ({ data }: CanvasNode): boolean => data.type?.role === "output";

function nodeBoxes(node: CanvasNode, opened: boolean): Box[] {
  const { node: inner, figure, ports } = node.data;
  const box = nodeBox(node);
  const plate = plateBox({ ...inner, position: node.position }, figure, ports);
  const own = opened && isOutput(node) ? { ...box, right: Math.min(box.right, box.left + GOES_TO) } : box;
  return plate ? [own, plate] : [own];
}

/** A line of some thickness. */
function wayBoxes({ data }: Wire): Box[] {
  const points = data?.drawing?.way.points ?? data?.edge.route ?? [];
  return points.map(({ x, y }) => ({ left: x - 4, right: x + 4, top: y - 4, bottom: y + 4 }));
}

/** @param opened whether one has looked into a cell's instance */
export function drawnBox(nodes: readonly CanvasNode[], wires: readonly Wire[], opened: boolean): Box | null {
  const ground = opened || nodes.some(isOutput) ? openCellOf(nodes, wires) : null;
  const all = [...nodes.flatMap((node) => nodeBoxes(node, opened)), ...wires.flatMap(wayBoxes), ...(ground ? [ground.box] : [])];
  if (all.length === 0) return null;
  return {
    left: Math.min(...all.map((box) => box.left)),
    top: Math.min(...all.map((box) => box.top)),
    right: Math.max(...all.map((box) => box.right)),
    bottom: Math.max(...all.map((box) => box.bottom)),
  };
}
