// Train, pause, step, reset: sent to the engine; its reports come back into the state, and the pictures follow a few times a second.

import { type Curve, emptyCurve, getState, setState } from "../store/state.ts";
import { engine } from "../worker/client.ts";
import type { TrainingReport } from "../worker/protocol.ts";
import { refreshInspection } from "../worker/sync.ts";

const REFRESH_EVERY = 300;
let refreshed = 0;

/** Pictures cost more than numbers, so they follow at a slower pace; the last report always shows. */
function refreshPictures(report: TrainingReport): void {
  const now = performance.now();
  if (report.state === "running" && now - refreshed < REFRESH_EVERY) return;
  refreshed = now;
  refreshInspection();
}

/** An epoch that was reported before (after a reset) starts the curve anew from there. */
function extended(curve: Curve, { epoch, loss }: TrainingReport): Curve {
  const last = curve.epochs.at(-1);
  if (last === epoch || loss === null) return curve;
  if (last !== undefined && epoch < last) return { epochs: [epoch], losses: [loss] };
  return { epochs: [...curve.epochs, epoch], losses: [...curve.losses, Number.isFinite(loss) ? loss : null] };
}

function take(report: TrainingReport): void {
  setState(({ curve }) => ({ report, curve: extended(curve, report) }));
  if (report.state === "failed" && report.problem) setState({ failure: report.problem, dock: "problems" });
  refreshPictures(report);
}

export const train = (): Promise<void> => engine.train(take);

export const pause = (): Promise<void> => engine.pause();

export async function trainStep(): Promise<void> {
  take(await engine.step());
}

export async function reset(): Promise<void> {
  const report = await engine.reset();
  setState({ curve: emptyCurve });
  take(report);
}

export const isRunning = (): boolean => getState().report?.state === "running";
