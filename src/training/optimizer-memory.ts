// What an optimizer gathers while it trains: averages of gradients, the number of steps. With it training goes on as if it had not stopped.

import type { Numbers } from "../engine/backend/executable.ts";

export interface OptimizerMemory {
  /** Which optimizer: another one means something else by its states. */
  readonly optimizer: string;
  /** Steps made, for bias corrections. */
  readonly steps: number;
  /** By parameter and state, `lstm.W_f m`, and by schedule and state, `rate best`; row by row. */
  readonly states: ReadonlyMap<string, Float64Array>;
}

/** Whether these are the states that a memory was gathered in. */
export function fitsMemory({ optimizer, states }: OptimizerMemory, type: string, wanted: ReadonlyMap<string, Numbers>): boolean {
  if (optimizer !== type || states.size !== wanted.size) return false;
  return [...wanted].every(([key, { length }]) => states.get(key)?.length === length);
}
