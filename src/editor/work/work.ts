// Long work of the engine that the page waits for, told once it takes longer than most.

import { create } from "zustand";

export interface Work {
  /** Of the graph. While they are computed, and where somebody stopped that, those shown belong to the graph before. */
  readonly numbers: "there" | "computing" | "stopped";
  /** `preparing`: until its first epoch is told. `resting`: it is to rest, and is in the middle of a long step. */
  readonly training: "at-ease" | "preparing" | "resting";
}

export const useWork = create<Work>(() => ({ numbers: "there", training: "at-ease" }));

const set = (work: Partial<Work>): void => {
  const now = useWork.getState();
  if (Object.entries(work).some(([key, value]) => now[key as keyof Work] !== value)) useWork.setState(work);
};

/** Something that is said only after a while: `soon` begins the wait, `now` ends it. */
class Patience {
  private timer: ReturnType<typeof setTimeout> | undefined;

  soon(work: Partial<Work>, milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => set(work), milliseconds);
  }

  now(work: Partial<Work>): void {
    clearTimeout(this.timer);
    set(work);
  }
}

/** In milliseconds. Most edits and starts are quicker. */
const QUICK = 300;
/** An epoch may take as long as that before anybody thinks of breaking it off. */
const LONG_EPOCH = 1000;

const numbers = new Patience();
const training = new Patience();

/** @param wait milliseconds before it is told */
export const numbersAwaited = (wait = QUICK): void => numbers.soon({ numbers: "computing" }, wait);
export const numbersAreThere = (): void => numbers.now({ numbers: "there" });
export const numbersStopped = (): void => numbers.now({ numbers: "stopped" });

export const trainingAwaited = (): void => training.soon({ training: "preparing" }, QUICK);
export const restAwaited = (): void => training.soon({ training: "resting" }, LONG_EPOCH);
export const trainingAnswered = (): void => training.now({ training: "at-ease" });

export const areNumbersStopped = (): boolean => useWork.getState().numbers === "stopped";
export const isPreparing = (): boolean => useWork.getState().training === "preparing";
