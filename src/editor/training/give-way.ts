// While it trains, the page comes first: a hand on pointer, wheel or keys lets the run rest for a moment, so that what the hand moves is drawn
// at once. A machine with two processors has none to spare otherwise.

import { isComparing } from "../recurrence/compare/comparison.ts";
import { engine } from "../worker/client.ts";
import { isRunning } from "./actions.ts";

/** The engine is told this often at most, in milliseconds; a rest is longer. */
const TELL_EVERY = 75;

let told = 0;

function moved(event: Event): void {
  if (!(isRunning() || isComparing()) || performance.now() - told < TELL_EVERY) return;
  if (event instanceof PointerEvent && event.type === "pointermove" && event.buttons === 0) return;
  told = performance.now();
  void engine.giveWay();
}

const EVENTS = ["pointerdown", "pointermove", "wheel", "keydown"] as const;

/** @returns what stops it */
export function giveWayToHands(): () => void {
  for (const type of EVENTS) window.addEventListener(type, moved, { capture: true, passive: true });
  return () => {
    for (const type of EVENTS) window.removeEventListener(type, moved, { capture: true });
  };
}
