// Keys on the canvas: Delete, arrows, Enter to look into a cell or at the settings, Escape.

import { type KeyboardEvent, useCallback } from "react";
import { focusSettings } from "../adding/settings-keys.ts";
import { nudgeSelection, removeSelection } from "../store/changes.ts";
import { getState } from "../store/state.ts";
import { dismissRefusal, moveTo, openCell, select } from "../store/view.ts";
import { useCallOff } from "./call-off.ts";

const STEP = 8;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The node or wire that has the focus. */
function focused(target: EventTarget, kind: "node" | "edge"): string | null {
  const element = target instanceof Element ? target.closest<HTMLElement>(`.react-flow__${kind}`) : null;
  return element?.dataset.id ?? null;
}

/** A cell is opened; of any other node the settings are what is inside. */
function lookInto(id: string): void {
  const { path } = getState();
  openCell(id);
  if (getState().path === path) focusSettings();
}

function choose(event: KeyboardEvent): boolean {
  const [node, edge] = [focused(event.target, "node"), focused(event.target, "edge")];
  if (node !== null && getState().selection.includes(node) && event.key === "Enter") lookInto(node);
  else if (node !== null) select(event.shiftKey ? [...new Set([...getState().selection, node])] : [node]);
  else if (edge !== null) select([], [edge]);
  else return false;
  return true;
}

/** Closes what floats, else lets go of the selection, else leaves the cell. */
function back(): boolean {
  const { refusal, selection, selectedEdges, path } = getState();
  if (refusal) dismissRefusal();
  else if (selection.length + selectedEdges.length > 0) select([]);
  else if (path.length > 0) moveTo(path.slice(0, -1));
  else return false;
  return true;
}

function nudge(event: KeyboardEvent): boolean {
  const arrow = ARROWS[event.key];
  if (!arrow || getState().selection.length === 0) return false;
  const length = event.shiftKey ? 8 * STEP : STEP;
  nudgeSelection(arrow[0] * length, arrow[1] * length);
  return true;
}

function handle(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === "Delete" || event.key === "Backspace") {
    removeSelection();
    return true;
  }
  if (event.key === "Enter" || event.key === " ") return choose(event);
  return event.key === "Escape" ? back() : nudge(event);
}

const onButton = (target: EventTarget): boolean => target instanceof Element && target.closest("button, input, select, textarea") !== null;

export function useCanvasKeys(): (event: KeyboardEvent) => void {
  useCallOff();
  return useCallback((event: KeyboardEvent) => {
    const own = event.key === "Escape" || !onButton(event.target);
    if (own && handle(event)) event.preventDefault();
  }, []);
}
