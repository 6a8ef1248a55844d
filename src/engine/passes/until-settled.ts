// A pass whose work makes more work for it, such as a value that nothing but a moved one has read, runs until it finds nothing.

import type { Tape } from "../tape.ts";

/** More rounds than any chain of such findings has; a pass that never settled would be a defect, and must not hang the page. */
const mostRounds = 12;

/** `once` gives null where it finds nothing to do. */
export function untilSettled(tape: Tape, once: (tape: Tape) => Tape | null): Tape {
  let current = tape;
  for (let round = 0; round < mostRounds; round++) {
    const next = once(current);
    if (!next) return current;
    current = next;
  }
  return current;
}
