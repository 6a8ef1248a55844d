// The way that a wire had, with its ends where the ports are now: what a person expects to see while dragging a node.

import type { Position } from "../../graph/document.ts";
import { glued } from "./by-hand.ts";
import { isClear } from "./clear.ts";
import type { SceneWire } from "./scene.ts";
import type { Ends, Sheet } from "./sheet.ts";

/** A straight wire stays straight, or has no way to be stretched. */
function straight({ from, to }: Ends): Position[] | null {
  return from.port.x === to.port.x || from.port.y === to.port.y ? [from.port, to.port] : null;
}

/** null where the old way has become impossible. */
export function stretched(sheet: Sheet, wire: SceneWire, before: readonly Position[]): Position[] | null {
  const ends = sheet.endsOf(wire);
  const corners = before.slice(1, -1);
  const points = corners.length === 0 ? straight(ends) : glued(ends, corners);
  return points && isClear(sheet, wire, points) ? points : null;
}
