// Large graphs seen from far: nodes are outlines and wires single lines, as nothing else could be made out and each thing costs.

import { createContext, useContext, useDeferredValue } from "react";
import type { ZoomLevel } from "./zoom-level.ts";

/** Nodes from which on a graph is large. */
const MANY = 300;

export const isLarge = (nodes: number): boolean => nodes > MANY;

export const isFromAfar = (nodes: number, level: ZoomLevel): boolean => isLarge(nodes) && level === "far";

export const FromAfar = createContext(false);

export const useFromAfar = (): boolean => useContext(FromAfar);

export const Large = createContext(false);

/**
 * Whether to draw an outline. A node of a large graph that comes into sight is one at first and is drawn out in the pauses between frames, so
 * that the camera does not wait for a column of nodes.
 */
export function useOutlined(): boolean {
  const afar = useFromAfar();
  const large = useContext(Large);
  const close = useDeferredValue(!afar, !large);
  return afar || !close;
}
