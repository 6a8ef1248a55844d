// What is compared and how it stands. It lives outside of the panel: a comparison goes on while another tab is looked at.

import { create } from "zustand";
import { registry } from "../../../../nodes/index.ts";
import type { Document, NodeId } from "../../../graph/document.ts";
import { swapCell } from "../../../inspection/compare/swap.ts";
import { perform } from "../../store/edit.ts";
import { getState, useEditor } from "../../store/state.ts";
import { fail } from "../../store/view.ts";
import { engine } from "../../worker/client.ts";
import type { ComparisonReport } from "../../worker/compare-protocol.ts";
import { cellAt, type Offer } from "./offers.ts";

export interface ComparisonView {
  /** The document that the variants are made of. */
  readonly document: Document;
  readonly node: NodeId;
  /** Name of the cell that the instance had. */
  readonly own: string;
  readonly offers: readonly Offer[];
  /** Null until the engine has answered. */
  readonly report: ComparisonReport | null;
}

/** Of the panel: what the open graph has, or its cell beside others. */
export type Part = "alone" | "together";

/** What is to be compared next, by name, and for how long, as it is written. */
export interface Choice {
  readonly chosen: ReadonlySet<string>;
  readonly epochs: string;
}

interface ComparisonStore {
  readonly part: Part;
  readonly choice: Choice;
  /** Null until something has been compared in the open file. */
  readonly view: ComparisonView | null;
}

const nothingChosen: Choice = { chosen: new Set(), epochs: "50" };

export const useComparison = create<ComparisonStore>(() => ({ part: "alone", choice: nothingChosen, view: null }));

export const choose = (choice: Partial<Choice>): void => useComparison.setState((before) => ({ choice: { ...before.choice, ...choice } }));

export const showPart = (part: Part): void => useComparison.setState({ part });

const OVER: ReadonlySet<string> = new Set(["done", "stopped"]);

export const isOver = ({ report }: ComparisonView): boolean => report !== null && OVER.has(report.state);

export const isComparing = (): boolean => {
  const { view } = useComparison.getState();
  return view !== null && !isOver(view);
};

/** Trains the instance's own cell and the offered ones side by side, with the data, seed and optimizer of the open document. */
export async function compare(node: NodeId, offers: readonly Offer[], epochs: number): Promise<void> {
  const { document, example } = getState();
  const own = cellAt(document, node);
  const others = offers.flatMap((offer) => {
    const swap = swapCell(document, node, offer, registry);
    return swap.ok ? [{ name: offer.name, document: swap.value.document }] : [];
  });
  const view = { document, node, own, offers, report: null };
  useComparison.setState({ view });
  const isCurrent = () => useComparison.getState().view?.offers === offers;
  await engine.compare({ variants: [{ name: own, document }, ...others], node, epochs, example }, (report) => {
    if (isCurrent()) useComparison.setState({ view: { ...view, report } });
  });
  if (isCurrent()) endUnfinished();
}

/** One whose engine was ended has no last report. */
function endUnfinished(): void {
  const { view } = useComparison.getState();
  if (!view || isOver(view)) return;
  useComparison.setState({ view: view.report && { ...view, report: { ...view.report, state: "stopped" } } });
}

export const stopComparing = (): Promise<void> => engine.stopComparing();

/** Puts the cell in the place of the present one, in the open document as it is now: one step of undo. */
export function takeCell(node: NodeId, offer: Offer): void {
  const swap = swapCell(getState().document, node, offer, registry);
  if (swap.ok) perform(swap.value.edit);
  else fail(swap.problem);
}

/** Another file has other cells. */
useEditor.subscribe(({ opened }, before) => {
  if (opened === before.opened) return;
  if (isComparing()) void engine.dropComparison();
  useComparison.setState({ view: null, choice: nothingChosen });
});
