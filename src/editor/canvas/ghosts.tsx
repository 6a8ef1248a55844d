// Where dragged nodes come from: a hairline outline in the old place, until they are let go.

import { ViewportPortal } from "@xyflow/react";
import { currentGraph } from "../store/selectors.ts";
import { getState } from "../store/state.ts";
import type { CanvasNode } from "./flow-model.ts";

function Ghost({ node: { id, width = 0, height = 0, data } }: { readonly node: CanvasNode }) {
  const from = currentGraph(getState()).nodes[id]?.position;
  if (!from) return null;
  const place = { left: from.x - width / 2, top: from.y - height / 2, width, height };
  return <div className={`ghost ${data.figure}`} data-testid={`ghost-${id}`} style={place} />;
}

export function Ghosts({ nodes }: { readonly nodes: readonly CanvasNode[] }) {
  const dragged = nodes.filter(({ dragging }) => dragging);
  if (dragged.length === 0) return null;
  return (
    <ViewportPortal>
      {dragged.map((node) => (
        <Ghost key={node.id} node={node} />
      ))}
    </ViewportPortal>
  );
}
