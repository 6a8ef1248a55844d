// Zoom buttons at the lower right, the scale of the pictures at the lower left.

import { Panel, useReactFlow, useStore } from "@xyflow/react";
import { Icon } from "../frame/icons.tsx";
import { useStep } from "../store/selectors.ts";
import { useEditor } from "../store/state.ts";
import { useFit } from "./fit.ts";

export function ZoomControls() {
  const flow = useReactFlow();
  const fit = useFit();
  const zoom = useStore((state) => state.transform[2]);
  return (
    <Panel position="bottom-right" className="zoom">
      <button type="button" className="button icon" aria-label="Zoom out" onClick={() => void flow.zoomOut()}>
        <Icon name="minus" />
      </button>
      <output aria-label="Zoom" className="number">
        {Math.round(zoom * 100)} %
      </output>
      <button type="button" className="button icon" aria-label="Zoom in" onClick={() => void flow.zoomIn()}>
        <Icon name="plus" />
      </button>
      <button type="button" className="button icon" aria-label="Fit the graph into view" onClick={fit}>
        <Icon name="fit" />
      </button>
    </Panel>
  );
}

/** Says what is not data. */
const inventedNote = (names: readonly string[]): string =>
  names.length === 0
    ? ""
    : ` · ${names.slice(0, 3).join(", ")}${names.length > 3 ? " and others" : ""}: random numbers, nothing feeds ${names.length === 1 ? "it" : "them"}`;

const NONE: readonly string[] = [];

export function ScaleNote() {
  const invented = useEditor((state) => state.inspection?.invented ?? NONE);
  const hasValues = useEditor((state) => (state.inspection?.values.length ?? 0) > 0);
  const timed = useEditor((state) => (state.inspection?.steps ?? null) !== null);
  const step = useStep();
  if (!hasValues) return null;
  return (
    <Panel position="bottom-left" className="scale-note">
      <span>Value</span>
      <span>−max</span>
      <i className="ramp value" />
      <span>max</span>
      <span className="dim">
        each node by its own maximum, at least 1 · number: mean{timed ? ` at t = ${step}` : ""}
        {inventedNote(invented)}
      </span>
    </Panel>
  );
}
