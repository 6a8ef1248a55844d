// Large graphs seen from far: nodes are outlines and wires single lines, as nothing else could be made out and each thing costs.

import { createContext, useContext } from "react";
import type { ZoomLevel } from "./zoom-level.ts";

/** Nodes from which on a graph is large. */
const MANY = 300;

export const isLarge = (nodes: number): boolean => nodes > MANY;

export const isFromAfar = (nodes: number, level: ZoomLevel): boolean => isLarge(nodes) && level === "far";

export const FromAfar = createContext(false);

export const useFromAfar = (): boolean => useContext(FromAfar);
