// The palette folded to a rail, and open again. Until a person chooses, it folds by itself beside the equations, whose dock is wide, and
// in a narrow window.

import { useSyncExternalStore } from "react";
import { flushSync } from "react-dom";
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

const narrowWindow = window.matchMedia("(max-width: 1100px)");

const isFolded = (choice: Choice | null, dock: string): boolean =>
  choice === null ? dock === "equations" || narrowWindow.matches : choice === "folded";

function listenToWidth(changed: () => void): () => void {
  narrowWindow.addEventListener("change", changed);
  return () => narrowWindow.removeEventListener("change", changed);
}

export function useFolded(): boolean {
  useSyncExternalStore(listenToWidth, () => narrowWindow.matches);
  const choice = useFolding((state) => state.choice);
  return useEditor(({ dock }) => isFolded(choice, dock));
}

export function toggleFolded(): void {
  const choice = isFolded(useFolding.getState().choice, getState().dock) ? "open" : "folded";
  storeChoice(choice);
  useFolding.setState({ choice, peeking: false });
}

export const stopPeeking = (): void => useFolding.setState({ peeking: false });

/**
 * To the search box; a folded palette opens for as long as the focus stays in it. At once, not with the next frame: who types on meanwhile
 * would press the page's shortcuts.
 */
export function searchPalette(): void {
  if (isFolded(useFolding.getState().choice, getState().dock)) flushSync(() => useFolding.setState({ peeking: true }));
  document.getElementById(FIELD)?.focus();
}
