// The columns of a right matrix, cut into panels as wide as the kernels.

import type { Panel } from "./items.ts";

/** Longer ones are walked in blocks, for which packed panels have to be of one kind. */
const LONG = 512;

/** Panels of 8 columns, one of 12 where that saves one of 4. */
export function panelsOf(n: number, k: number, packed: boolean): Panel[] {
  const panels: Panel[] = [];
  for (let column = 0; column < n; ) {
    const left = Math.ceil((n - column) / 4);
    const mixed = !packed || k <= LONG || n <= 4;
    const vectors = mixed && (left === 1 || left === 3) ? left : 2;
    panels.push({ column, width: Math.min(4 * vectors, n - column), vectors });
    column += 4 * vectors;
  }
  return panels;
}

/** Equal panels next to each other. */
export interface PanelGroup {
  readonly panel: Panel;
  readonly count: number;
}

export function groupsOf(panels: readonly Panel[]): PanelGroup[] {
  const groups: PanelGroup[] = [];
  for (const panel of panels) {
    const last = groups.at(-1);
    const joins = last && last.panel.vectors === panel.vectors && last.panel.width === panel.width && panel.width === 4 * panel.vectors;
    if (joins) groups[groups.length - 1] = { panel: last.panel, count: last.count + 1 };
    else groups.push({ panel, count: 1 });
  }
  return groups;
}
