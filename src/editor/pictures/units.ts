// How many numbers an inspected value has at one step.

import type { PortAxes } from "../worker/protocol.ts";

/** Several feature axes are flattened into units. */
export const unitsOf = ({ shape }: Pick<PortAxes, "shape">): number => shape.reduce((product, size) => product * size, 1);
