// What training changes from step to step.

import type { Slot } from "../compiler/program.ts";
import type { Numbers } from "../engine/backend/executable.ts";

/** Numbers that training changes, and keeps by name. */
export const isKept = ({ kind }: Slot): boolean => kind === "parameter" || kind === "running";

export interface Kept {
  /** Parameters and running values. */
  readonly weights: ReadonlyMap<string, { readonly shape: readonly number[]; readonly data: Numbers }>;
  /** Of the optimizer and its schedules, by key. */
  readonly states: ReadonlyMap<string, Numbers>;
}

/** Does it, or leaves all numbers as they were. */
export function allOrNothing<T>({ weights, states }: Kept, action: () => T): T {
  const numbers = [...[...weights.values()].map(({ data }) => data), ...states.values()];
  const before = numbers.map((data) => data.slice());
  try {
    return action();
  } catch (error) {
    numbers.forEach((data, index) => {
      data.set(before[index]!);
    });
    throw error;
  }
}
