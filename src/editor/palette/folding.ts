// The palette folded to a rail, and open again. Until a person chooses, it folds by itself beside the equations, whose dock is wide.

import { create } from "zustand";
import { getState, useEditor } from "../store/state.ts";

type Choice = "folded" | "open";

const KEY = "gradwire.palette";
const FIELD = "palette-search";

/** Storage may be forbidden; the choice then lasts as long as the page. */
function storedChoice(): Choice | null {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === "folded" || stored === "open" ? stored : null;
  } catch {
    return null;
  }
}

function storeChoice(choice: Choice): void {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // See storedChoice.
  }
}

interface Folding {
  readonly choice: Choice | null;
  /** Open over the canvas while the focus is in it: somebody searches from the rail. */
  readonly peeking: boolean;
}

export const useFolding = create<Folding>(() => ({ choice: storedChoice(), peeking: false }));

const isFolded = (choice: Choice | null, dock: string): boolean => (choice === null ? dock === "equations" : choice === "folded");

export function useFolded(): boolean {
  const choice = useFolding((state) => state.choice);
  return useEditor(({ dock }) => isFolded(choice, dock));
}

export function toggleFolded(): void {
  const choice = isFolded(useFolding.getState().choice, getState().dock) ? "open" : "folded";
  storeChoice(choice);
  useFolding.setState({ choice, peeking: false });
}

export const stopPeeking = (): void => useFolding.setState({ peeking: false });

/** To the search box; a folded palette opens for as long as the focus stays in it. */
export function searchPalette(): void {
  if (isFolded(useFolding.getState().choice, getState().dock)) useFolding.setState({ peeking: true });
  requestAnimationFrame(() => document.getElementById(FIELD)?.focus());
}
