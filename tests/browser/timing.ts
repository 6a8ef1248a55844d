// What a person waits for, measured in the page: from an input event to the end of the frame that shows its effect, and from frame to frame.

import type { Page } from "playwright";

/** Names of the input event and of what must be drawn: a picture, or a change below an element. */
export interface Wait {
  readonly event: string;
  /** Anything that changes below it counts; without it a picture must be painted. */
  readonly below?: string;
}

/** Milliseconds between frames, and those of every task of more than 50. */
export interface Measured {
  readonly frames: number[];
  readonly tasks: number[];
}

interface Stopwatch {
  /** Milliseconds, once the effect has been on screen. */
  started(wait: Wait): void;
  readonly result: Promise<number> | null;
}

interface Meter extends Measured {
  stop(): void;
}

declare global {
  interface Window {
    stopwatch: Stopwatch;
    meter: Meter;
  }
}

/** Runs in the page before anything of it; pictures are noticed where their pixels arrive. */
function install(): void {
  let drawn = (): void => {};
  const original = CanvasRenderingContext2D.prototype.putImageData;
  CanvasRenderingContext2D.prototype.putImageData = function put(this: CanvasRenderingContext2D, image: ImageData, x: number, y: number) {
    original.call(this, image, x, y, 0, 0, image.width, image.height);
    drawn();
  };

  /** The frame is done when a task that was queued in it runs, before others that wait: they are for later frames. */
  const afterFrame = (then: () => void) => requestAnimationFrame(() => void scheduler.postTask(then, { priority: "user-blocking" }));

  const watch = { started: start, result: null as Promise<number> | null };

  function start({ event: name, below }: { event: string; below?: string }): void {
    watch.result = new Promise((resolve) => {
      const begin = (event: Event) => {
        const { timeStamp } = event;
        const stop = () => {
          drawn = () => {};
          observer.disconnect();
          afterFrame(() => resolve(performance.now() - timeStamp));
        };
        const observer = new MutationObserver(stop);
        const root = below === undefined ? null : document.querySelector(below);
        if (root) observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
        else drawn = stop;
      };
      addEventListener(name, begin, { capture: true, once: true });
    });
  }
  window.stopwatch = watch;
}

export const installStopwatch = (page: Page): Promise<void> => page.evaluate(install);

/** Milliseconds from the first such event that `act` causes to the end of the frame that shows what came of it. */
export async function waited(page: Page, wait: Wait, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate((asked) => window.stopwatch.started(asked), wait);
  await act();
  return page.evaluate(() => window.stopwatch.result ?? Number.NaN);
}

/** Runs in the page: notes the time between frames, and every long task. */
function meter(): void {
  const frames: number[] = [];
  const tasks: number[] = [];
  let last = performance.now();
  let running = true;
  requestAnimationFrame(function next() {
    const now = performance.now();
    frames.push(now - last);
    last = now;
    if (running) requestAnimationFrame(next);
  });
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  });
  observer.observe({ type: "longtask" });
  const stop = () => {
    running = false;
    observer.disconnect();
  };
  window.meter = { frames, tasks, stop };
}

/** How even the frames are while something is done. */
export async function measured(page: Page, act: () => Promise<void>): Promise<Measured> {
  await page.evaluate(meter);
  await act();
  return page.evaluate(() => {
    const { frames, tasks, stop } = window.meter;
    stop();
    return { frames: frames.slice(1), tasks };
  });
}

/** Steps at the pace of a hand; Playwright alone would send them all at once. */
export async function inSteps(page: Page, count: number, step: (k: number) => Promise<void>): Promise<void> {
  for (let k = 0; k < count; k++) {
    await step(k);
    await page.waitForTimeout(8);
  }
}

export interface Figures {
  readonly median: number;
  readonly p95: number;
  readonly worst: number;
}

export function figuresOf(times: readonly number[]): Figures {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
  return { median: at(0.5), p95: at(0.95), worst: at(1) };
}

const ms = (time: number): string => `${time.toFixed(1)} ms`;

/** One line for the log: the figures beside what they should be. */
export function tell(what: string, times: readonly number[], target: number): Figures {
  const figures = figuresOf(times);
  const { median, p95, worst } = figures;
  console.info(`${what}: median ${ms(median)}, p95 ${ms(p95)}, worst ${ms(worst)} of ${times.length}; target p95 < ${target} ms`);
  return figures;
}
