// Numbers where columns are expected.

import type { Lowering, Signal } from "../../src/engine/signal.ts";

/** A number as a column of one component; anything else as it is. */
export const columnOf = (lowering: Lowering, x: Signal): Signal => (x.shape.length === 0 ? lowering.reshape(x, [1]) : x);
