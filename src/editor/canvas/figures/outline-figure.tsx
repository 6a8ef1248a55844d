// A node of a large graph from far: its outline in its place. Ports are there for wires to find, and not to be seen.

import { memo } from "react";
import type { NodeData } from "../flow-model.ts";
import { handleId } from "../port-layout.ts";

export const OutlineFigure = memo(function OutlineFigure({ data: { node, figure, ports } }: { readonly data: NodeData }) {
  return (
    <div className={`figure ${figure} outline`} data-testid={`node-${node.id}`}>
      {ports.map(({ id, direction, side, x, y }) => (
        <i
          key={`${direction}:${id}`}
          className={`unseen-port ${direction === "in" ? "target" : "source"}`}
          data-handleid={handleId(direction, id)}
          data-handlepos={side}
          style={{ left: x, top: y }}
        />
      ))}
    </div>
  );
});
