// Fits the graph into view, its hand-laid wires too: with air around it, never larger than life.

import { getViewportForBounds, useReactFlow, useStoreApi } from "@xyflow/react";
import { useCallback } from "react";
import type { CanvasNode, Wire } from "./flow-model.ts";

const AIR = 0.06;
const SMALLEST = 0.1;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Positions are the middles of nodes. */
function boxes(nodes: readonly CanvasNode[], wires: readonly Wire[]): Box[] {
  const around = ({ position: { x, y }, width = 0, height = 0 }: CanvasNode): Box => ({
    left: x - width / 2,
    right: x + width / 2,
    top: y - height / 2,
    bottom: y + height / 2,
  });
  const corners = wires.flatMap((wire) => wire.data?.edge.route ?? []);
  return [...nodes.map(around), ...corners.map(({ x, y }) => ({ left: x, right: x, top: y, bottom: y }))];
}

function bounds(all: readonly Box[]) {
  const left = Math.min(...all.map((box) => box.left));
  const top = Math.min(...all.map((box) => box.top));
  const right = Math.max(...all.map((box) => box.right));
  const bottom = Math.max(...all.map((box) => box.bottom));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

export function useFit(): () => void {
  const flow = useReactFlow<CanvasNode, Wire>();
  const store = useStoreApi();
  return useCallback(() => {
    const { width, height } = store.getState();
    const all = boxes(flow.getNodes(), flow.getEdges());
    if (all.length === 0 || width === 0) return;
    void flow.setViewport(getViewportForBounds(bounds(all), width, height, SMALLEST, 1, AIR));
  }, [flow, store]);
}
