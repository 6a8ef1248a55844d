// Trainings as this browser keeps them: weights, what the optimizer has gathered, and curves, one for each kept document.

import { createStore, delMany, get, keys, set } from "idb-keyval";
import { type Curve, emptyCurve } from "../store/state.ts";
import { upTo } from "../training/curve.ts";
import type { KeptTraining, TrainingReport } from "../worker/protocol.ts";
import { idleReport } from "../worker/trainer.ts";

export interface TrainingRecord {
  /** null where it is too large: then only the report remains, to say what is lost. */
  readonly training: KeptTraining | null;
  readonly report: TrainingReport;
  readonly curve: Curve;
}

/** Of weights and the optimizer's memory together, in bytes. */
const MOST_BYTES = 8 * 2 ** 20;
const MOST_POINTS = 100_000;
const BYTES = 8;

function bytesOf({ parameters, memory }: KeptTraining): number {
  const numbers = [
    ...[...parameters.values()].map(({ data }) => data.length),
    ...[...(memory?.states.values() ?? [])].map((x) => x.length),
  ];
  return BYTES * numbers.reduce((sum, length) => sum + length, 0);
}

/** A training that is under way, or one that has only its backend so far; a report at rest before the first epoch has nothing else. */
export const isWorthKeeping = (training: KeptTraining | null, { state }: TrainingReport): training is KeptTraining =>
  training !== null && (state !== "idle" || training.epoch === 0);

/** A training and what the page shows of it, as they are at the same epoch. */
export function trainingRecord(training: KeptTraining, shown: TrainingReport, curve: Curve): TrainingRecord {
  const isSame = shown.epoch === training.epoch;
  const report: TrainingReport = {
    ...shown,
    epoch: training.epoch,
    passed: idleReport.passed,
    train: isSame ? shown.train : null,
    test: isSame ? shown.test : null,
    secondsLeft: null,
    epochsPerSecond: null,
  };
  const isLarge = bytesOf(training) > MOST_BYTES;
  return { training: isLarge ? null : training, report, curve: isLarge ? emptyCurve : upTo(curve, training.epoch, MOST_POINTS) };
}

/** What the page begins with after it was loaded again. What older records do not say is as it is before a training. */
export function restored({ training, report: kept, curve }: TrainingRecord): Pick<TrainingRecord, "training" | "report" | "curve"> {
  const report = { ...idleReport, ...kept };
  if (!training) {
    const note = `The weights begin anew: they were too large to be kept. Training was at epoch ${report.epoch}.`;
    return { training, curve: emptyCurve, report: { ...idleReport, note } };
  }
  const wasRunning = report.state === "running";
  return { training, curve, report: wasRunning ? { ...report, state: "paused", note: "Paused as the page was loaded again." } : report };
}

let store: ReturnType<typeof createStore> | null = null;
const trainings = () => {
  store ??= createStore("gradwire-training", "trainings");
  return store;
};

export const readTraining = (id: string): Promise<TrainingRecord | undefined> => get<TrainingRecord>(id, trainings());

export const writeTraining = (id: string, record: TrainingRecord): Promise<void> => set(id, record, trainings());

export const forgetTrainings = (ids: readonly string[]): Promise<void> => delMany([...ids], trainings());

/** Makes room: what is open comes first. False where there are no others. */
export async function forgetOtherTrainings(open: string): Promise<boolean> {
  const others = (await keys<string>(trainings())).filter((id) => id !== open);
  if (others.length > 0) await forgetTrainings(others);
  return others.length > 0;
}
