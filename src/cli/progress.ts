// How training looks while it runs: one line that changes on a screen, a line now and then in a log.

import type { EpochReport } from "../training/session.ts";
import type { Sink } from "./terminal.ts";

/** Updates of the screen, and lines of a log, are so many milliseconds apart. */
const SCREEN_PAUSE = 100;
const LOG_PAUSE = 10_000;
const BAR = 24;

export interface Progress {
  epochDone(report: EpochReport): void;
  /** Leaves the last line as it is. */
  end(): void;
}

export const shortNumber = (number: number): string =>
  Number.isInteger(number) && Math.abs(number) < 1e6 ? String(number) : number.toPrecision(5);

/** `1h05m`, `2m10s`, `12s`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (number: number) => String(number).padStart(2, "0");
  if (whole >= 3600) return `${Math.floor(whole / 3600)}h${two(Math.floor((whole % 3600) / 60))}m`;
  return whole >= 60 ? `${Math.floor(whole / 60)}m${two(whole % 60)}s` : `${whole}s`;
}

export const scoreText = (loss: number, metrics: Readonly<Record<string, number>>): string =>
  [`loss ${shortNumber(loss)}`, ...Object.entries(metrics).map(([name, value]) => `${name} ${shortNumber(value)}`)].join("  ");

function bar(share: number): string {
  const full = Math.round(share * BAR);
  return `[${"#".repeat(full)}${".".repeat(BAR - full)}]`;
}

/** @param now milliseconds on a clock that only goes forward */
export function createProgress(err: Sink, epochs: number, now: () => number = () => performance.now()): Progress {
  const start = now();
  let [written, shown, tenth] = [Number.NEGATIVE_INFINITY, false, 0];
  let last: EpochReport | null = null;

  const line = ({ epoch, loss, metrics }: EpochReport): string => {
    const left = (((now() - start) / 1000) * (epochs - epoch)) / epoch;
    return `epoch ${epoch}/${epochs}  ${scoreText(loss, metrics)}  ${duration(left)} left`;
  };
  const draw = (report: EpochReport) => {
    // a line that wraps could not be drawn over again
    err.write(`\r${`${bar(report.epoch / epochs)} ${line(report)}`.slice(0, err.columns - 1)}\u001b[K`);
    [shown, written, last] = [true, now(), null];
  };
  const log = (report: EpochReport) => {
    const passed = Math.floor((10 * report.epoch) / epochs);
    if (passed === tenth && now() - written < LOG_PAUSE) return;
    err.write(`${line(report)}\n`);
    [tenth, written] = [passed, now()];
  };

  return {
    epochDone(report) {
      if (!err.isTTY) log(report);
      else if (now() - written >= SCREEN_PAUSE) draw(report);
      else last = report;
    },
    end() {
      if (last) draw(last);
      if (shown) err.write("\n");
    },
  };
}
