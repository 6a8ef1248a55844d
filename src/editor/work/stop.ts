// Stops long work of the engine, whatever it is: the worker is ended, and a new one goes on with document and training as they were.

import { type EditorState, getState, setState } from "../store/state.ts";
import { upTo } from "../training/curve.ts";
import { restartEngine } from "../worker/client.ts";
import type { TrainingReport } from "../worker/protocol.ts";
import { syncRestarted } from "../worker/sync.ts";
import { trainingAnswered } from "./work.ts";

const UNTOLD = { loss: null, metrics: {}, gradientNorm: null, train: null, test: null, statistics: null };

/** The report of a run that was broken off, when its weights are those of an epoch. */
function brokenOff(report: TrainingReport, epoch: number): TrainingReport {
  return {
    ...report,
    ...(report.epoch === epoch ? {} : UNTOLD),
    state: epoch > 0 ? "paused" : "idle",
    epoch,
    passed: { epochs: [], losses: [], norms: [] },
    secondsLeft: null,
    epochsPerSecond: null,
    workers: 1,
    note: epoch > 0 ? `Stopped within an epoch: the weights are those after epoch ${epoch}.` : "Stopped within the first epoch.",
  };
}

function withoutRun({ report, curve }: EditorState, epoch: number): Partial<EditorState> {
  if (report?.state !== "running") return {};
  return { report: brokenOff(report, epoch), curve: upTo(curve, epoch, Number.POSITIVE_INFINITY) };
}

export function stopLongWork(): void {
  const wasRunning = getState().report?.state === "running";
  const { epoch } = restartEngine();
  trainingAnswered();
  setState((state) => withoutRun(state, epoch));
  syncRestarted(wasRunning && epoch > 0);
}
