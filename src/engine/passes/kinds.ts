// What a primitive is for a pass that weighs computing a value again against keeping it.

import type { PrimitiveName } from "../tape.ts";

/**
 * elementwise: cheap, and joins a loop; view: an executor reads the operand in another way; join: copies; work: worth doing for all
 * steps at once; literal: free; scan: a loop of its own.
 */
export type Kind = "elementwise" | "view" | "join" | "work" | "literal" | "scan";

const kinds = {
  identity: "elementwise",
  stopGradient: "elementwise",
  negate: "elementwise",
  exp: "elementwise",
  log: "elementwise",
  sqrt: "elementwise",
  sin: "elementwise",
  cos: "elementwise",
  tanh: "elementwise",
  sigmoid: "elementwise",
  softplus: "elementwise",
  erf: "elementwise",
  abs: "elementwise",
  sign: "elementwise",
  add: "elementwise",
  subtract: "elementwise",
  multiply: "elementwise",
  divide: "elementwise",
  power: "elementwise",
  maximum: "elementwise",
  minimum: "elementwise",
  greater: "elementwise",
  greaterEqual: "elementwise",
  equal: "elementwise",
  select: "elementwise",
  broadcast: "view",
  reshape: "view",
  transpose: "view",
  slice: "view",
  pad: "view",
  reverse: "view",
  windows: "view",
  overlapAdd: "work",
  concat: "join",
  sum: "work",
  max: "work",
  contract: "work",
  gather: "work",
  scatterAdd: "work",
  constant: "literal",
  scan: "scan",
} as const satisfies Record<PrimitiveName, Kind>;

/** Primitives of a kind, as a type: tables over the others are complete by it. */
export type NamesOf<K extends Kind> = { [N in PrimitiveName]: (typeof kinds)[N] extends K ? N : never }[PrimitiveName];

export const kindOf = (primitive: PrimitiveName): Kind => kinds[primitive];
