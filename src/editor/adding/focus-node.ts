// Puts the keyboard's focus on a node of the canvas, so that arrows, Enter and W go on from there.

import type { NodeId } from "../../graph/document.ts";

const elementOf = (id: NodeId): HTMLElement | null => document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);

/** A new node can take the focus when it has been drawn and measured. */
const PATIENCE = 30;

const later = (action: () => void): number => requestAnimationFrame(() => requestAnimationFrame(action));

/** False once somebody else has taken the focus since. */
const isWaiting = (before: Element | null): boolean => {
  const { activeElement: active, body } = document;
  return active === null || active === body || active === before;
};

function tryFocus(id: NodeId, tries: number): void {
  const before = document.activeElement;
  const element = elementOf(id);
  element?.focus({ preventScroll: true });
  if (tries > 0 && (element === null || document.activeElement !== element)) later(() => isWaiting(before) && tryFocus(id, tries - 1));
}

/** The node may be drawn a moment later, and a closing list gives the focus back first. */
export function focusNode(id: NodeId): void {
  later(() => tryFocus(id, PATIENCE));
}
