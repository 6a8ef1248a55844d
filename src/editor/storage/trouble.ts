// Storage that fails is said once; the work goes on, the page tries again, and asks before it leaves behind what is not kept.

import { create } from "zustand";
import type { ProblemData } from "../../base/errors.ts";

/** What is kept apart from the other: a document may find room where its training finds none. */
export type Part = "document" | "training";

interface Trouble {
  /** Of what is not kept at present. */
  readonly problems: Readonly<Partial<Record<Part, ProblemData>>>;
  /** Whether the notice is still to be read. */
  readonly shown: boolean;
}

export const useTrouble = create<Trouble>(() => ({ problems: {}, shown: false }));

export const isFull = (error: unknown): boolean => error instanceof DOMException && error.name === "QuotaExceededError";

const SAVE = "save the graph as a file before you leave";

const MESSAGES: Readonly<Record<Part, { readonly full: string; readonly refused: string }>> = {
  document: {
    full: "This browser has no room left, so changes are not kept by themselves",
    refused: "This browser does not let the page keep anything, so changes are lost when it is closed",
  },
  training: {
    full: "This browser has no room left for trained weights, so they are lost when the page is closed",
    refused: "This browser does not let the page keep trained weights, so they are lost when it is closed",
  },
};

const REMEDIES: Readonly<Record<Part, string>> = { document: SAVE, training: "train again from the graph, which is kept" };

const problemOf = (part: Part, error: unknown): ProblemData => ({
  code: "storage",
  message: MESSAGES[part][isFull(error) ? "full" : "refused"],
  remedy: REMEDIES[part],
});

/** The document's trouble is the greater one: it says all that there is to say. */
export const saidOf = ({ problems }: Trouble): ProblemData | undefined => problems.document ?? problems.training;

export function reportTrouble(part: Part, error: unknown): void {
  const { problems, shown } = useTrouble.getState();
  if (problems[part]) return;
  useTrouble.setState({ problems: { ...problems, [part]: problemOf(part, error) }, shown: shown || !problems.document });
}

/** It found its place, perhaps again: there is nothing to be said of it any more. */
export function reportKept(part: Part): void {
  const { problems, shown } = useTrouble.getState();
  if (!problems[part]) return;
  const rest = Object.fromEntries(Object.entries(problems).filter(([other]) => other !== part));
  useTrouble.setState({ problems: rest, shown: shown && Object.keys(rest).length > 0 });
}

export const dismissTrouble = (): void => useTrouble.setState({ shown: false });

/** False from a failure of writing the document until it is written again. */
export const isKept = (): boolean => useTrouble.getState().problems.document === undefined;
