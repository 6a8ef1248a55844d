// A delay that no cycle closes over: all steps at once, shifted by one, with the border value at the open end.

import * as ops from "../engine/ops.ts";
import type { Lowering, Signal } from "../engine/signal.ts";
import type { Direction } from "./order.ts";

/** x_{t-1} with the initial value at the first step, or x_{t+1} with it at the last real one. */
export function shiftByOne(l: Lowering, x: Signal, initial: Signal, direction: Direction): Signal {
  const { steps } = l;
  if (steps === null) throw new Error("a delay without steps, although the graph was checked");
  const batch = x.batch || initial.batch || (direction === "backward" && l.mask !== null);
  const steady = l.expand(x, true, batch);
  const border = l.expand(initial, true, batch);
  if (steps === 1) return border;
  const { tape } = l;
  const part = (signal: Signal, from: number, to: number) => ops.sliceAxis(tape, signal.value, 0, from, to);
  const parts =
    direction === "forward" ? [part(border, 0, 1), part(steady, 0, steps - 1)] : [part(steady, 1, steps), part(border, steps - 1, steps)];
  const shifted: Signal = { ...steady, value: ops.concat(tape, parts, 0) };
  return direction === "backward" && l.mask ? l.select(nextIsReal(l, l.mask, steps), shifted, border) : shifted;
}

/** 1 where the step after is a real one. */
function nextIsReal(l: Lowering, mask: Signal, steps: number): Signal {
  const later = ops.sliceAxis(l.tape, mask.value, 0, 1, steps);
  return { ...mask, value: ops.pad(l.tape, later, [0, 0], [1, 0]) };
}
