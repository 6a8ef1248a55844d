// Cells that may take the place of an instance: the definitions of the open document and those of the library.

import { registry } from "../../../../nodes/index.ts";
import type { ProblemData } from "../../../base/errors.ts";
import type { Document, NodeId } from "../../../graph/document.ts";
import { CELL_ATTRIBUTE } from "../../../graph/ports.ts";
import { type CellOffer, swapCell } from "../../../inspection/compare/swap.ts";
import { libraryCells, loadLibraryCell } from "../../files/library.ts";

export interface Offer extends CellOffer {
  /** Why it does not fit; null where it does, as far as ports tell. */
  readonly refusal: ProblemData | null;
}

/** Name of the definition that an instance of the top level has. */
export const cellAt = ({ graph }: Document, node: NodeId): string => String(graph.nodes[node]?.attributes[CELL_ATTRIBUTE] ?? "");

let fetched: Promise<readonly CellOffer[]> | null = null;

async function fetchLibrary(): Promise<readonly CellOffer[]> {
  const found = libraryCells.map(async ({ name }) => ({ name, cells: await loadLibraryCell(name) }));
  return (await Promise.all(found)).flatMap(({ name, cells }) => (cells ? [{ name, cells }] : []));
}

/** Fetched once; a fetch that failed is tried again. */
export function library(): Promise<readonly CellOffer[]> {
  fetched ??= fetchLibrary().catch((error: unknown) => {
    fetched = null;
    throw error;
  });
  return fetched;
}

/** All cells but the instance's own, by name; those of the document go before library cells of the same name. */
export function offersFor(document: Document, node: NodeId, fromLibrary: readonly CellOffer[]): readonly Offer[] {
  const own = cellAt(document, node);
  const drawn = Object.keys(document.cells).map((name): CellOffer => ({ name, cells: document.cells }));
  const known = new Set([own, ...Object.keys(document.cells)]);
  const all = [...drawn.filter(({ name }) => name !== own), ...fromLibrary.filter(({ name }) => !known.has(name))];
  return all
    .sort((a, b) => a.name.localeCompare(b.name))
    .map((offer) => {
      const swap = swapCell(document, node, offer, registry);
      return { ...offer, refusal: swap.ok ? null : swap.problem };
    });
}
