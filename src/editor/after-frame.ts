// What comes behind the next frame, so that what a person waits for is on screen first.

import { startTransition, useEffect, useState } from "react";

let waiting: (() => void)[] = [];

/** A message is the first thing behind a frame that may take its time. */
function openLine(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const actions = waiting;
    waiting = [];
    for (const action of actions) action();
  };
  return port2;
}

let line: MessagePort | null = null;

/** All that is asked for before a frame is done in one task after it. Gives the way to call it off. */
function afterFrame(action: () => void): () => void {
  line ??= openLine();
  const there = line;
  if (waiting.length === 0) requestAnimationFrame(() => there.postMessage(null));
  waiting.push(action);
  return () => {
    waiting = waiting.filter((other) => other !== action);
  };
}

/** The value at once when the component begins; later ones when the frame after them is drawn. */
export function useAfterFrame<T>(value: T): T {
  const [shown, show] = useState(() => value);
  useEffect(() => (Object.is(value, shown) ? undefined : afterFrame(() => startTransition(() => show(() => value)))), [value, shown]);
  return shown;
}
