// Train, pause, step, reset, another backend: sent to the engine; its reports come back into the state, and the pictures follow a few times a second.

import type { ProblemData } from "../../base/errors.ts";
import type { Precision } from "../../engine/backend/executable.ts";
import { type EditorState, emptyCurve, getState, setState } from "../store/state.ts";
import { engine } from "../worker/client.ts";
import type { TrainingReport } from "../worker/protocol.ts";
import { refreshInspection } from "../worker/sync.ts";
import { movedTo } from "./backend.ts";
import { extended } from "./curve.ts";

const REFRESH_EVERY = 300;
let refreshed = 0;

/** Pictures cost more than numbers, so they follow at a slower pace; the last report always shows. */
function refreshPictures(report: TrainingReport): void {
  const now = performance.now();
  if (report.state === "running" && now - refreshed < REFRESH_EVERY) return;
  refreshed = now;
  refreshInspection();
}

/** What stopped the last run; it is said until training goes on or starts again. */
let stopped: ProblemData | null = null;

function sayWhyStopped({ problem }: TrainingReport): void {
  if (problem) setState({ failure: problem, dock: "problems" });
  else if (stopped && getState().failure === stopped) setState({ failure: null });
  stopped = problem;
}

function take(report: TrainingReport): void {
  setState(({ curve }) => ({ report, curve: extended(curve, report) }));
  sayWhyStopped(report);
  refreshPictures(report);
}

/** Of a document that is no longer open nothing is taken. */
function taker(): (report: TrainingReport) => void {
  const { opened } = getState();
  return (report) => {
    if (getState().opened === opened) take(report);
  };
}

export const train = (): Promise<void> => engine.train(taker());

export const pause = (): Promise<void> => engine.pause();

export async function trainStep(): Promise<void> {
  const takeHere = taker();
  takeHere(await engine.step());
}

export async function reset(): Promise<void> {
  const takeHere = taker();
  const report = await engine.reset();
  setState({ curve: emptyCurve });
  takeHere(report);
}

/** Weights, optimizer and a run go on. */
export async function computeIn(precision: Precision): Promise<void> {
  const takeHere = taker();
  const backend = await engine.computeIn(precision);
  const { report } = getState();
  if (report) takeHere(movedTo(report, backend));
}

/** What is offered where the fast backend refuses. */
export async function trainOnReference(): Promise<void> {
  await computeIn("f64");
  await train();
}

/** The main button, by key: nothing happens where there is nothing to train. */
export function trainOrPause(): void {
  if (isRunning()) void pause();
  else if (canTrain(getState())) void train();
}

export function trainOneEpoch(): void {
  if (!isRunning() && canTrain(getState())) void trainStep();
}

export const canTrain = ({ analysis }: EditorState): boolean => analysis !== null && analysis.untrainable === null;

export const isRunning = (): boolean => getState().report?.state === "running";
