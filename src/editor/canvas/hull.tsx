// One hull around several selected nodes with their plates and numbers.

import { ViewportPortal } from "@xyflow/react";
import type { CanvasNode } from "./flow-model.ts";
import { drawnBoxes } from "./open-cell.ts";

const AIR = 12;

export function Hull({ nodes }: { readonly nodes: readonly CanvasNode[] }) {
  const chosen = nodes.filter(({ selected }) => selected);
  if (chosen.length < 2) return null;
  const boxes = chosen.flatMap(drawnBoxes);
  const left = Math.min(...boxes.map((box) => box.left)) - AIR;
  const top = Math.min(...boxes.map((box) => box.top)) - AIR;
  const right = Math.max(...boxes.map((box) => box.right)) + AIR;
  const bottom = Math.max(...boxes.map((box) => box.bottom)) + AIR;
  return (
    <ViewportPortal>
      <div className="hull" data-testid="hull" style={{ left, top, width: right - left, height: bottom - top }} />
    </ViewportPortal>
  );
}
