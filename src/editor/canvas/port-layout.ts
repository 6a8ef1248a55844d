// Where the ports of a node sit: on the side that the layout says, else inputs left, outputs right, own weights below.

import type { GraphNode, PortId, Position } from "../../graph/document.ts";
import type { PortSpec } from "../../graph/node-type.ts";
import { type Figure, isQuiet, type Size } from "./drawing.ts";
import type { ShownPort, ShownPorts } from "./node-ports.ts";
import type { Side } from "./wire-path.ts";

export type Direction = "in" | "out";

/** Id of a port on the canvas, where inputs and outputs may share a name. */
export const handleId = (direction: Direction, port: PortId): string => `${direction}:${port}`;

export const portOfHandle = (handle: string): PortId => handle.slice(handle.indexOf(":") + 1);

export interface PlacedPort extends Position {
  readonly id: PortId;
  readonly spec: PortSpec;
  readonly direction: Direction;
  readonly side: Side;
  /** Free and not needed: it takes no room from the others, and shows only when asked for. */
  readonly spare?: boolean;
}

interface SidedPort extends ShownPort {
  readonly direction: Direction;
  readonly side: Side;
}

const SIDES: ReadonlySet<unknown> = new Set<Side>(["left", "right", "top", "bottom"]);
export const isSide = (value: unknown): value is Side => SIDES.has(value);

/** The layout says it as `in:a: "top"`, `out:value: "right"`. */
function sideOf(node: GraphNode, direction: Direction, port: PortId, usual: Side): Side {
  const said = node.look?.[handleId(direction, port)];
  return isSide(said) ? said : usual;
}

function inputSide(figure: Figure, { spec }: ShownPort): Side {
  if (figure === "optimizer") return "top";
  return isQuiet(figure) && spec.optional ? "bottom" : "left";
}

const outputSide = (figure: Figure): Side => (figure === "loss" ? "bottom" : "right");

function sided(node: GraphNode, figure: Figure, shown: ShownPorts): SidedPort[] {
  return [
    ...shown.inputs.map((port) => ({ ...port, direction: "in" as const, side: sideOf(node, "in", port.id, inputSide(figure, port)) })),
    ...shown.weights.map((port) => ({ ...port, direction: "in" as const, spare: true, side: sideOf(node, "in", port.id, "bottom") })),
    ...shown.outputs.map((port) => ({ ...port, direction: "out" as const, side: sideOf(node, "out", port.id, outputSide(figure)) })),
  ];
}

const isUpright = (side: Side): boolean => side === "left" || side === "right";

/** Data cards show a strip a field; ports stand beside them. */
const DATA_ROWS = [-21, 31, 71] as const;

const STEP = 16;

/** Distance from the middle of the side: evenly spread on cards, close together on operators. Spare ports follow at the end. */
function offset(figure: Figure, port: SidedPort, mates: readonly SidedPort[], length: number): number {
  const row = figure === "data" && mates.length > 1 ? DATA_ROWS[mates.indexOf(port)] : undefined;
  if (row !== undefined) return row;
  const fixed = isQuiet(figure) ? mates.filter((mate) => !mate.spare) : mates;
  const step = isQuiet(figure) ? Math.min(STEP, length / Math.max(1, fixed.length)) : length / Math.max(1, fixed.length);
  const centred = (index: number) => (index - (fixed.length - 1) / 2) * step;
  if (!port.spare || !isQuiet(figure)) return centred(fixed.indexOf(port));
  const place = 1 + mates.filter((mate) => mate.spare).indexOf(port);
  return Math.min(length / 2 - 4, (fixed.length > 0 ? centred(fixed.length - 1) : -STEP) + place * STEP);
}

/** How far from the middle the outline is, `along` the side. */
function reach(figure: Figure, size: Size, side: Side, along: number): number {
  const flat = (isUpright(side) ? size.width : size.height) / 2;
  return figure === "operator" ? Math.sqrt(Math.max(0, flat * flat - along * along)) : flat;
}

function place(figure: Figure, size: Size, side: Side, along: number): Position {
  const middle = { x: size.width / 2, y: size.height / 2 };
  const out = reach(figure, size, side, along) * (side === "left" || side === "top" ? -1 : 1);
  return isUpright(side) ? { x: middle.x + out, y: middle.y + along } : { x: middle.x + along, y: middle.y + out };
}

/** Places relative to the node's upper left corner. */
export function placePorts(node: GraphNode, figure: Figure, size: Size, shown: ShownPorts): PlacedPort[] {
  const ports = sided(node, figure, shown);
  return ports.map((port) => {
    const mates = ports.filter(({ side }) => side === port.side);
    const length = isUpright(port.side) ? size.height : size.width;
    const { id, spec, direction, side, spare } = port;
    return { id, spec, direction, side, spare, ...place(figure, size, side, offset(figure, port, mates, length)) };
  });
}
