// The ground of an open cell: a box around its body. Outside lie only the delays whose loops run round it; inputs and outputs sit on
// the outline, and where a wire crosses it there is a port.

import type { Position } from "../../graph/document.ts";
import type { CanvasNode, Wire } from "./flow-model.ts";
import { type Box, plateBox } from "./plate-place.ts";

/** A wire that crosses the outline: where, on which side, and whose value it carries. */
export interface Passage extends Position {
  readonly side: "left" | "right";
  /** The node that makes the value; behind a delay the node before it. */
  readonly source: string;
  /** The value of the step before. */
  readonly delayed: boolean;
}

export interface OpenCell {
  readonly box: Box;
  readonly passages: readonly Passage[];
}

const MARGIN = 16;

function around(boxes: readonly Box[]): Box {
  return {
    left: Math.min(...boxes.map((box) => box.left)),
    top: Math.min(...boxes.map((box) => box.top)),
    right: Math.max(...boxes.map((box) => box.right)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
  };
}

export function nodeBox({ position: { x, y }, width = 0, height = 0 }: CanvasNode): Box {
  return { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 };
}

/** The number of a gate stands right of the wire that leaves it at the top. */
const NUMBER = { left: 8, width: 44, height: 20 } as const;

function numberBox({ position: { x }, data }: CanvasNode, { top }: Box): Box[] {
  if (data.figure !== "gate") return [];
  return [{ left: x + NUMBER.left, right: x + NUMBER.left + NUMBER.width, top: top - NUMBER.height, bottom: top }];
}

/** All that belongs to a node on the canvas: figure, plate, number. */
export function drawnBoxes(node: CanvasNode): Box[] {
  const { node: inner, figure, ports } = node.data;
  const box = nodeBox(node);
  const plate = plateBox({ ...inner, position: node.position }, figure, ports);
  return [box, ...(plate ? [plate] : []), ...numberBox(node, box)];
}

const wiresOf = (id: string, wires: readonly Wire[]): Wire[] => wires.filter(({ source, target }) => source === id || target === id);

const pointsOf = ({ data }: Wire): readonly Position[] => data?.drawing?.way.points ?? [];

/** A delay above or below the body whose wires reach beyond it on both sides. */
function isOutside(delay: CanvasNode, body: Box, wires: readonly Wire[]): boolean {
  const own = nodeBox(delay);
  if (own.bottom > body.top && own.top < body.bottom) return false;
  const xs = wiresOf(delay.id, wires).flatMap((wire) => pointsOf(wire).map(({ x }) => x));
  return Math.min(...xs) < body.left && Math.max(...xs) > body.right;
}

const spread = ({ left, top, right, bottom }: Box): Box => ({
  left: left - MARGIN,
  top: top - MARGIN,
  right: right + MARGIN,
  bottom: bottom + MARGIN,
});

/** An output's port sits on the outline, and where it goes stands outside; other tags sit on the outline themselves. */
const rightEdge = ({ position, width = 0, data }: CanvasNode): number =>
  data.type?.role === "output" ? position.x - width / 2 : position.x;

/** A tag beside the body draws the outline to itself, unless a loop runs between. */
function reaching(box: Box, tag: CanvasNode, lanes: readonly number[]): Box {
  const { x, y } = tag.position;
  const port = tag.data.ports.find(({ direction }) => direction === (tag.data.type?.role === "output" ? "in" : "out"));
  const isFree = !lanes.some((lane) => (lane > box.right && lane < x) || (lane < box.left && lane > x));
  if (port?.side === "left" && x > box.right && isFree) return { ...box, right: rightEdge(tag) };
  if (port?.side === "right" && x < box.left && isFree) return { ...box, left: x };
  if (port?.side === "top" && y > box.bottom) return { ...box, bottom: y };
  return port?.side === "bottom" && y < box.top ? { ...box, top: y } : box;
}

/** Where a level leg passes or ends at the left or the right of the box. */
function crossed(a: Position, b: Position, box: Box): { readonly point: Position; readonly side: "left" | "right" }[] {
  if (a.y !== b.y || a.y <= box.top || a.y >= box.bottom) return [];
  return (["left", "right"] as const).flatMap((side) => {
    const x = box[side];
    return Math.min(a.x, b.x) <= x && x <= Math.max(a.x, b.x) ? [{ point: { x, y: a.y }, side }] : [];
  });
}

function passagesOf(wire: Wire, box: Box, nodes: ReadonlyMap<string, CanvasNode>, wires: readonly Wire[]): Passage[] {
  const points = pointsOf(wire);
  const delayed = nodes.get(wire.source)?.data.type?.role === "delay";
  const source = delayed ? wires.find(({ target }) => target === wire.source)?.source : wire.source;
  if (source === undefined) return [];
  return points.slice(1).flatMap((b, k) => {
    const a = points[k] as Position;
    return crossed(a, b, box).map(({ point, side }) => ({ ...point, side, source, delayed }));
  });
}

const isTag = ({ data }: CanvasNode): boolean => data.figure === "tag";
const isDelay = ({ data }: CanvasNode): boolean => data.figure === "delay";

export function openCellOf(nodes: readonly CanvasNode[], wires: readonly Wire[]): OpenCell | null {
  const inner = nodes.filter((node) => !isTag(node) && node.data.figure !== "comment");
  const core = inner.filter((node) => !isDelay(node)).flatMap(drawnBoxes);
  if (core.length === 0) return null;
  const outside = new Set(inner.filter((node) => isDelay(node) && isOutside(node, around(core), wires)));
  const body = around(inner.filter((node) => !outside.has(node)).flatMap(drawnBoxes));
  const lanes = [...outside].flatMap(({ id }) => wiresOf(id, wires).flatMap((wire) => pointsOf(wire).map(({ x }) => x)));
  const box = nodes.filter(isTag).reduce((grown, tag) => reaching(grown, tag, lanes), spread(body));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const tags = nodes.filter(isTag).map(nodeBox);
  const underTag = ({ x, y }: Position) => tags.some((tag) => x > tag.left && x < tag.right && y >= tag.top && y <= tag.bottom);
  const passages = wires.flatMap((wire) => passagesOf(wire, box, byId, wires)).filter((passage) => !underTag(passage));
  const distinct = new Map(passages.map((passage) => [`${passage.x} ${passage.y}`, passage]));
  return { box, passages: [...distinct.values()] };
}
