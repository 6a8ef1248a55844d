// The second worker's side: it waits until a step begins, computes the second share in its own memory, and says so.

import { instantiate } from "../instance.ts";

/** What a partner is given. Memory and flags are shared with the first worker. */
export interface PartnerMessage {
  readonly module: WebAssembly.Module;
  /** The partner's own arena: the first worker writes the inputs there, and reads the sums. */
  readonly memory: WebAssembly.Memory;
  /** Numbers of steps, see `Flag`. */
  readonly flags: Int32Array;
}

/** Places of the flags: 1 once the partner waits; the step that is wanted; the step that is done. */
export const Flag = { ready: 0, wanted: 1, done: 2 } as const;

/** In the place of the wanted step: there will be none. */
export const NO_MORE = -1;

/** Returns when there will be no more steps. For the top of a worker's script: it keeps the thread. */
export function servePartner({ module, memory, flags }: PartnerMessage): void {
  const { before, share } = instantiate(module, memory);
  if (!before || !share) throw new Error("the work of this module cannot be shared");
  Atomics.store(flags, Flag.ready, 1);
  for (let step = 0; ; ) {
    Atomics.wait(flags, Flag.wanted, step);
    step = Atomics.load(flags, Flag.wanted);
    if (step === NO_MORE) return;
    before();
    share(1);
    Atomics.store(flags, Flag.done, step);
    Atomics.notify(flags, Flag.done);
  }
}
