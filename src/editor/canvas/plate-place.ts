// Where a node's plate stands, and the room it takes: wires, ground of the cell and router keep clear of it.

import type { GraphNode } from "../../graph/document.ts";
import { type Figure, SIZES } from "./drawing.ts";
import { isSide, type PlacedPort } from "./port-layout.ts";
import type { Side } from "./wire-path.ts";

/** A side of the node, or how far the plate's middle is from the node's. */
export type PlatePlace = Side | readonly [number, number];

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A strip of 72 × 20 over a caption. */
const PLATE = { width: 72, height: 35 } as const;

/** As laid out (`plate: "top"`, `plate: [-24, -48]`), else on the first side without ports. */
export function platePlace(node: GraphNode, ports: readonly PlacedPort[]): PlatePlace | null {
  const said = node.look?.plate;
  if (said === "none") return null;
  if (isSide(said)) return said;
  if (Array.isArray(said) && typeof said[0] === "number" && typeof said[1] === "number") return [said[0], said[1]];
  const free = (["bottom", "top", "right", "left"] as const).find((side) => ports.every((port) => port.side !== side));
  return free ?? "bottom";
}

/** Upper left corner, from the middle of the node; the gaps are those of figures.css. */
function corner(place: PlatePlace, { width, height }: { readonly width: number; readonly height: number }): readonly [number, number] {
  const upright = -0.38 * PLATE.height;
  switch (place) {
    case "top":
      return [-PLATE.width / 2, -height / 2 - 4 - PLATE.height];
    case "bottom":
      return [-PLATE.width / 2, height / 2 + 6];
    case "right":
      return [width / 2 + 8, upright];
    case "left":
      return [-width / 2 - 8 - PLATE.width, upright];
    default:
      return [place[0] - PLATE.width / 2, place[1] - PLATE.height / 2];
  }
}

/** Only operators have one. */
export function plateBox(node: GraphNode, figure: Figure, ports: readonly PlacedPort[]): Box | null {
  const place = figure === "operator" || figure === "square" ? platePlace(node, ports) : null;
  if (!place) return null;
  const [dx, dy] = corner(place, SIZES[figure]);
  const [left, top] = [node.position.x + dx, node.position.y + dy];
  return { left, top, right: left + PLATE.width, bottom: top + PLATE.height };
}
