// Escape while something hangs at the pointer: a wire that is being drawn is let go, dragged nodes return to their places.
// React Flow and its drag end only when the button comes up, so they are told that it does, where it means nothing.

import { useStoreApi } from "@xyflow/react";
import { useEffect } from "react";
import { flushSync } from "react-dom";
import { currentGraph } from "../store/selectors.ts";
import { getState } from "../store/state.ts";
import type { CanvasNode, Wire } from "./flow-model.ts";

type Store = ReturnType<typeof useStoreApi<CanvasNode, Wire>>;

/** Further from every port and every node than a canvas is wide. */
const NOWHERE: MouseEventInit = { clientX: -1e6, clientY: -1e6, view: window };

/** Away from the ports first, so that none is near where it is let go. */
function callOffWire(): void {
  document.dispatchEvent(new MouseEvent("mousemove", NOWHERE));
  document.dispatchEvent(new MouseEvent("mouseup", NOWHERE));
}

/** The places in the document: it learns of a drag at its end. */
function putBack(store: Store, ids: readonly string[]): void {
  const { nodes } = currentGraph(getState());
  const places = ids.flatMap((id) => nodes[id] ?? []);
  flushSync(() => {
    store.getState().triggerNodeChanges(places.map(({ id, position }) => ({ id, type: "position", position, dragging: false })));
  });
}

/** Back before the end, so that it is no edit; and after it, because the end brings the last place of the drag. */
function callOffDrag(store: Store, ids: readonly string[]): void {
  putBack(store, ids);
  window.dispatchEvent(new MouseEvent("mouseup", NOWHERE));
  putBack(store, ids);
}

/** False where nothing hangs at the pointer. */
function callOff(store: Store): boolean {
  const { connection, nodes } = store.getState();
  const dragged = nodes.filter(({ dragging }) => dragging).map(({ id }) => id);
  if (connection.inProgress) callOffWire();
  else if (dragged.length > 0) callOffDrag(store, dragged);
  else return false;
  return true;
}

/** Before all others that listen for Escape, wherever the focus is. */
export function useCallOff(): void {
  const store = useStoreApi<CanvasNode, Wire>();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !callOff(store)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("keydown", onKeyDown, { capture: true });
    return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
  }, [store]);
}
