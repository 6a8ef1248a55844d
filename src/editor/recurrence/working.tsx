// That the engine is at work on a large graph, for how long already, and a way to stop it.

import { duration } from "../pictures/numbers.ts";
import { useElapsed } from "../work/elapsed.ts";
import type { Studied } from "./use-study.ts";

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
