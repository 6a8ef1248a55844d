// The keyboard's focus is never lost with its node: it goes to what came in its place, into the cell, back to the cell, or to a neighbour.

import { useEffect } from "react";
import type { NodeId, Position } from "../../graph/document.ts";
import { currentGraph } from "../store/selectors.ts";
import { type EditorState, getState, useEditor } from "../store/state.ts";
import { focusNode } from "./focus-node.ts";

interface Held {
  readonly id: NodeId;
  readonly position: Position;
}

const farness = (a: Position, b: Position): number => Math.hypot(a.x - b.x, a.y - b.y);

function nearest(state: EditorState, to: Position): NodeId | null {
  const all = Object.values(currentGraph(state).nodes);
  const sorted = all.sort((a, b) => farness(a.position, to) - farness(b.position, to));
  return sorted[0]?.id ?? null;
}

/** Where the focus goes when its node is no longer there. */
function heir(state: EditorState, before: EditorState, held: Held): NodeId | null {
  const { nodes } = currentGraph(state);
  const left = state.path.length < before.path.length ? before.path[state.path.length] : undefined;
  const wanted = [left, ...state.selection].find((id) => id !== undefined && Object.hasOwn(nodes, id));
  if (wanted !== undefined) return wanted;
  return state.path.length > before.path.length ? (Object.keys(nodes)[0] ?? null) : nearest(state, held.position);
}

const idOf = (target: EventTarget | null): NodeId | null =>
  (target instanceof Element && target.closest<HTMLElement>(".react-flow__node")?.dataset.id) || null;

/** Nobody has taken it: nothing has it, or a node that is called like the lost one and stands in another graph. */
const isFree = (): boolean => {
  const active = document.activeElement;
  return active === null || active === document.body || active.matches(".react-flow__node");
};

const sameGraph = (a: EditorState, b: EditorState): boolean => a.path.join("/") === b.path.join("/");

type Choose = (state: EditorState) => NodeId | null;

const heirOf =
  (before: EditorState, held: Held): Choose =>
  (state) =>
    heir(state, before, held);

/** After a refused wire: what repaired it, else where the wire began. */
const selectedOr =
  (id: NodeId): Choose =>
  ({ selection }) =>
    selection[0] ?? id;

/** What came in its place is selected a moment later; the focus that somebody takes meanwhile stays. */
function later(choose: Choose): void {
  requestAnimationFrame(() => {
    const id = isFree() ? choose(getState()) : null;
    if (id !== null) focusNode(id);
  });
}

function isLost(state: EditorState, before: EditorState, id: NodeId): boolean {
  if (!sameGraph(state, before)) return true;
  return state.document !== before.document && !Object.hasOwn(currentGraph(state).nodes, id);
}

/** Follows the focus on the canvas; gives the way to stop. */
function keepFocus(): () => void {
  let held: Held | null = null;
  const onFocus = ({ target }: FocusEvent) => {
    const id = idOf(target);
    const node = id === null ? undefined : currentGraph(getState()).nodes[id];
    held = node ? { id: node.id, position: node.position } : null;
  };
  const follow = (state: EditorState, before: EditorState) => {
    if (state.opened !== before.opened) return;
    if (before.refusal && !state.refusal && sameGraph(state, before)) later(selectedOr(before.refusal.from.node));
    else if (held && isLost(state, before, held.id)) later(heirOf(before, held));
  };
  document.addEventListener("focusin", onFocus);
  const stop = useEditor.subscribe(follow);
  return () => {
    document.removeEventListener("focusin", onFocus);
    stop();
  };
}

export const useKeptFocus = (): void => useEffect(keepFocus, []);
