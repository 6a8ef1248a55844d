// Lengths in canvas units, and what the parts of a way cost. A unit of length costs 1.

/** The canvas grid; wires stand on it, or half way between, or on the line of a port. */
export const GRID = 16;
/** Half the grid: least distance of parallel wires of different nets. */
export const LANE = 8;
/** How far a wire goes straight at its ports, where there is room. */
export const STUB = 16;
/** Least distance of a wire from a node, and from a plate or label. */
export const MARGIN = 8;
export const PLATE_MARGIN = 4;
/** Closer than this to a node, or to a plate or label, a wire is tolerated, not liked. */
export const COMFORT = 24;
export const PLATE_COMFORT = 16;
/** Radius of a corner. */
export const CORNER = 12;

/** Loops through delays: distance from the body, from each other, and beside the outline of an open cell. */
export const LOOP_FROM_BODY = 44;
export const LOOP_APART = 34;
export const LOOP_BESIDE = 24;

/** A corner is worth a detour of four grid steps. A crossing is worth three corners: most are avoided by a better lane. */
export const BEND = 64;
export const CROSSING = 192;
/** Per unit of length. */
export const NEAR_NODE = 0.5;
export const NEAR_WIRE = 0.4;
export const ALONG_FRAME = 2;
/** To share a trunk saves half of the length: a branch leaves where that is short for itself too. */
export const ALONG_TRUNK = 0.5;
/** Decides between ways that are otherwise equal: the middle between the ends, and whole grid lines. */
export const OFF_MIDDLE = 0.02;
export const OFF_GRID = 0.01;

/** Lengths that differ by less are equal. */
export const TINY = 0.01;
