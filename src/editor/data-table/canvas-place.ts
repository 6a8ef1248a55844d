// Where on the canvas a file falls: found from the place on the screen, which only the canvas can read.

import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useEffect } from "react";
import type { NodeId, Position } from "../../graph/document.ts";
import { freePlace, onGrid } from "../store/free-place.ts";
import { currentGraph } from "../store/selectors.ts";
import { getState } from "../store/state.ts";

interface ShownCanvas {
  readonly element: HTMLElement;
  readonly toCanvas: (screen: Position) => Position;
}

let shown: ShownCanvas | null = null;

/** Lets files find their place while the canvas is there. */
export function useCanvasPlace(): void {
  const flow = useReactFlow();
  const store = useStoreApi();
  useEffect(() => {
    const element = store.getState().domNode;
    shown = element && { element, toCanvas: flow.screenToFlowPosition };
    return () => {
      shown = null;
    };
  }, [flow, store]);
}

const ORIGIN: Position = { x: 0, y: 0 };

function middleOf(element: HTMLElement): Position {
  const box = element.getBoundingClientRect();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

const elementAt = (screen: Position | null): Element | null => screen && document.elementFromPoint(screen.x, screen.y);

/** Under the pointer; where that is not over the canvas, a free place in the middle. */
export function placeFor(type: string, screen: Position | null): Position {
  if (shown && screen && shown.element.contains(elementAt(screen))) return onGrid(shown.toCanvas(screen));
  const middle = shown ? shown.toCanvas(middleOf(shown.element)) : ORIGIN;
  return freePlace(currentGraph(getState()), type, middle);
}

/** The node of a type under the pointer. */
export function nodeUnder(type: string, screen: Position | null): NodeId | null {
  const id = elementAt(screen)?.closest<HTMLElement>(".react-flow__node")?.dataset.id;
  return id !== undefined && currentGraph(getState()).nodes[id]?.type === type ? id : null;
}
