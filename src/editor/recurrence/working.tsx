// That the engine is at work on a large graph, for how long already, and a way to stop it.

import { useEffect, useState } from "react";
import { duration } from "../pictures/numbers.ts";
import type { Studied } from "./use-study.ts";

/** Before that nothing is said: most graphs answer sooner. In milliseconds. */
const PATIENCE = 400;

/** Milliseconds since it began; null while nothing is going on, and at first. */
function useElapsed(isBusy: boolean): number | null {
  const [elapsed, setElapsed] = useState<number | null>(null);
  useEffect(() => {
    if (!isBusy) return setElapsed(null);
    const begin = performance.now();
    const timer = setInterval(() => setElapsed(performance.now() - begin), PATIENCE);
    return () => clearInterval(timer);
  }, [isBusy]);
  return elapsed;
}

export function Working({ studied: { answer, isBusy, isStopped, stop, goOn } }: { readonly studied: Studied }) {
  const elapsed = useElapsed(isBusy && !isStopped);
  if (isStopped) {
    return (
      <section className="working" data-testid="recurrence-stopped">
        <span>{answer ? "Stopped: these are earlier numbers." : "Stopped."}</span>
        <button type="button" className="button outlined" data-testid="recurrence-go-on" onClick={goOn}>
          Compute
        </button>
      </section>
    );
  }
  if (elapsed !== null) {
    return (
      <section className="working" data-testid="recurrence-working">
        <span>Computing, {duration(elapsed / 1000)} so far</span>
        <button type="button" className="button outlined" data-testid="recurrence-stop" onClick={stop}>
          Stop
        </button>
      </section>
    );
  }
  return answer ? null : <p className="dim recurrence-waits">Computing…</p>;
}
