// Zoom buttons at the lower right.

import { Panel, useReactFlow, useStore } from "@xyflow/react";
import { Icon } from "../frame/icons.tsx";
import { MinimapButton } from "../layout/minimap.tsx";
import { useFit } from "./fit.ts";

export function ZoomControls() {
  const flow = useReactFlow();
  const fit = useFit();
  const zoom = useStore((state) => state.transform[2]);
  return (
    <Panel position="bottom-right" className="zoom">
      <button type="button" className="button icon" aria-label="Zoom out" title="Zoom out" onClick={() => void flow.zoomOut()}>
        <Icon name="minus" />
      </button>
      <output aria-label="Zoom" className="number">
        {Math.round(zoom * 100)} %
      </output>
      <button type="button" className="button icon" aria-label="Zoom in" title="Zoom in" onClick={() => void flow.zoomIn()}>
        <Icon name="plus" />
      </button>
      <button type="button" className="button icon" aria-label="Fit the graph into view" title="Fit the graph into view (F)" onClick={fit}>
        <Icon name="fit" />
      </button>
      <MinimapButton />
    </Panel>
  );
}
