// Train, pause, step, reset, another backend: sent to the engine; its reports come back into the state, and the pictures follow a few times a second.

import type { ProblemData } from "../../base/errors.ts";
import type { Precision } from "../../engine/backend/executable.ts";
import { type EditorState, emptyCurve, getState, setState } from "../store/state.ts";
import { stopLongWork } from "../work/stop.ts";
import { areNumbersStopped, isPreparing, restAwaited, trainingAnswered, trainingAwaited } from "../work/work.ts";
import { engine } from "../worker/client.ts";
import type { TrainingReport } from "../worker/protocol.ts";
import { refreshInspection } from "../worker/sync.ts";
import { idleReport } from "../worker/trainer.ts";
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

/** A running one has begun only when it has an epoch to tell. */
const hasBegun = ({ state, passed }: TrainingReport): boolean => state !== "running" || passed.epochs.length > 0;

/** Of a document that is no longer open nothing is taken. */
function taker(): (report: TrainingReport) => void {
  const { opened } = getState();
  return (report) => {
    if (getState().opened === opened) take(report);
  };
}

export async function train(): Promise<void> {
  const takeHere = taker();
  trainingAwaited();
  await engine.train((report) => {
    if (hasBegun(report)) trainingAnswered();
    takeHere(report);
  });
}

/** A step that takes long can be broken off meanwhile. */
export async function pause(): Promise<void> {
  restAwaited();
  await engine.pause();
  trainingAnswered();
}

export async function trainStep(): Promise<void> {
  const takeHere = taker();
  trainingAwaited();
  const report = await engine.step();
  trainingAnswered();
  if (report) takeHere(report);
}

export async function reset(): Promise<void> {
  const takeHere = taker();
  restAwaited();
  const report = await engine.reset();
  trainingAnswered();
  if (!report) return;
  setState({ curve: emptyCurve });
  takeHere(report);
}

/** Weights, optimizer and a run go on. */
export async function computeIn(precision: Precision): Promise<void> {
  const takeHere = taker();
  const backend = await engine.computeIn(precision);
  const { report } = getState();
  if (report && backend) takeHere(movedTo(report, backend));
}

/** The same for numbers that are equal on every host; may be chosen before anything is trained. */
export async function setReproducible(reproducible: boolean): Promise<void> {
  const takeHere = taker();
  const backend = await engine.setReproducible(reproducible);
  if (backend) takeHere(movedTo(getState().report ?? idleReport, backend));
}

/** What is offered where the fast backend refuses. */
export async function trainOnReference(): Promise<void> {
  await computeIn("f64");
  await train();
}

/** The main button, by key: nothing happens where there is nothing to train. */
export function trainOrPause(): void {
  if (isPreparing()) stopLongWork();
  else if (isRunning()) void pause();
  else if (canTrain(getState())) void train();
}

export function trainOneEpoch(): void {
  if (!isRunning() && canTrain(getState())) void trainStep();
}

export const canTrain = ({ analysis }: EditorState): boolean => analysis !== null && analysis.untrainable === null && !areNumbersStopped();

export const isRunning = (): boolean => getState().report?.state === "running";
