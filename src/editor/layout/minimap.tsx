// The whole graph in small, over the lower right of the canvas; M or its button shows and hides it.

import { MiniMap } from "@xyflow/react";
import { create } from "zustand";
import "./minimap.css";

const KEY = "gradwire.minimap";

/** Storage may be forbidden; the choice then lasts as long as the page. */
function stored(): boolean {
  try {
    return localStorage.getItem(KEY) === "shown";
  } catch {
    return false;
  }
}

export const useMinimap = create<{ readonly shown: boolean }>(() => ({ shown: stored() }));

export function toggleMinimap(): void {
  useMinimap.setState(({ shown }) => ({ shown: !shown }));
  try {
    localStorage.setItem(KEY, useMinimap.getState().shown ? "shown" : "hidden");
  } catch {
    // See `stored`.
  }
}

export function Minimap() {
  const shown = useMinimap((state) => state.shown);
  return shown && <MiniMap className="minimap" position="bottom-right" pannable zoomable ariaLabel="Map of the graph" />;
}

export function MinimapButton() {
  const shown = useMinimap((state) => state.shown);
  return (
    <button
      type="button"
      className="button icon"
      aria-label="Map of the graph"
      aria-pressed={shown}
      title="Map of the graph (M)"
      data-testid="minimap-button"
      onClick={toggleMinimap}
    >
      <svg className="icon-shape" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M2 3.5h12v9H2zM8.5 8.5h3.5v2H8.5z" />
      </svg>
    </button>
  );
}
