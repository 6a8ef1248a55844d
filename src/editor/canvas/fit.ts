// Fits the graph into view: as large as life where there is room for that, never larger, in the middle of what no panel floats over.

import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useCallback } from "react";
import { getState } from "../store/state.ts";
import { drawnBox } from "./drawn-box.ts";
import type { CanvasNode, Wire } from "./flow-model.ts";
import type { Box } from "./plate-place.ts";

/** Below float legend and zoom. At the sides a little less will do where that saves the drawing from being made smaller. */
const AIR = { side: 16, least: 6, top: 8, bottom: 56 } as const;
const SMALLEST = 0.1;

interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** @param width of the canvas, and `height`: in pixels */
export function fittingView(box: Box, width: number, height: number): View {
  const tall = height - AIR.top - AIR.bottom;
  const narrow = width - 2 * AIR.least;
  const room = box.right - box.left <= narrow ? narrow : width - 2 * AIR.side;
  const zoom = Math.max(SMALLEST, Math.min(1, room / (box.right - box.left), tall / (box.bottom - box.top)));
  return {
    zoom,
    x: width / 2 - (zoom * (box.left + box.right)) / 2,
    y: AIR.top + tall / 2 - (zoom * (box.top + box.bottom)) / 2,
  };
}

export function useFit(): () => void {
  const flow = useReactFlow<CanvasNode, Wire>();
  const store = useStoreApi();
  return useCallback(() => {
    const { width, height } = store.getState();
    const box = drawnBox(flow.getNodes(), flow.getEdges(), getState().path.length > 0);
    if (box && width > 0) void flow.setViewport(fittingView(box, width, height));
  }, [flow, store]);
}
