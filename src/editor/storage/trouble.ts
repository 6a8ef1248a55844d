// Storage that fails is said once; the work goes on, and from then on the page asks before it leaves unsaved work behind.

import { create } from "zustand";
import type { ProblemData } from "../../base/errors.ts";

interface Trouble {
  /** null while all is kept. */
  readonly problem: ProblemData | null;
  /** Whether the notice is still to be read. */
  readonly shown: boolean;
}

export const useTrouble = create<Trouble>(() => ({ problem: null, shown: false }));

export const isFull = (error: unknown): boolean => error instanceof DOMException && error.name === "QuotaExceededError";

const problemOf = (error: unknown): ProblemData => ({
  code: "storage",
  message: isFull(error)
    ? "This browser has no room left, so changes are no longer kept by themselves"
    : "This browser does not let the page keep anything, so changes are lost when it is closed",
  remedy: "save the graph as a file before you leave",
});

export function reportTrouble(error: unknown): void {
  if (!useTrouble.getState().problem) useTrouble.setState({ problem: problemOf(error), shown: true });
}

export const dismissTrouble = (): void => useTrouble.setState({ shown: false });

/** False from the first failure on. */
export const isKept = (): boolean => useTrouble.getState().problem === null;
