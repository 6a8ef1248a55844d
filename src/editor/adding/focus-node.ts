// Puts the keyboard's focus on a node of the canvas, so that arrows, Enter and W go on from there.

import type { NodeId } from "../../graph/document.ts";

const elementOf = (id: NodeId): HTMLElement | null => document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);

/** The node may be drawn a moment later, and a closing list gives the focus back first. */
export function focusNode(id: NodeId): void {
  const later = (action: () => void) => requestAnimationFrame(() => requestAnimationFrame(action));
  later(() => elementOf(id)?.focus({ preventScroll: true }));
}
