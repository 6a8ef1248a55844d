// For how long something has been going on.

import { useEffect, useState } from "react";

/** It is said that often; before the first time most things are over. In milliseconds. */
const EVERY = 400;

/** Milliseconds since it began; null while nothing is going on, and at first. */
export function useElapsed(isBusy: boolean): number | null {
  const [elapsed, setElapsed] = useState<number | null>(null);
  useEffect(() => {
    if (!isBusy) return setElapsed(null);
    const begin = performance.now();
    const timer = setInterval(() => setElapsed(performance.now() - begin), EVERY);
    return () => clearInterval(timer);
  }, [isBusy]);
  return elapsed;
}
