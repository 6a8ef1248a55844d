// The page's end of the line to the engine's worker. It remembers how the training stands, so that another worker can go on with it.

import type { ProblemData } from "../../base/errors.ts";
import type { Study } from "../../inspection/recurrence/study.ts";
import { hostOfEngine } from "./backend.ts";
import { Line } from "./line.ts";
import {
  type EngineService,
  type Inspection,
  type KeptTraining,
  type TrainingBackend,
  type TrainingReport,
  UNTRAINED,
  type Written,
} from "./protocol.ts";

const line = new Line();

/** As the engine told it last. */
let training: KeptTraining = UNTRAINED;
/** Whether statistics of each parameter are wanted. */
let watched = false;

const remember = (told: KeptTraining): void => {
  training = told;
};

const listenToTraining = () => line.ask((remote) => remote.tellTraining(line.heard(remember)), undefined);

void listenToTraining();

/** What asks about the document and its training is answered with null where the engine is ended meanwhile. */
type Interruptible = "open" | "inspect" | "refresh" | "step" | "reset" | "computeIn" | "setReproducible";

type OrNull<F> = F extends (...given: infer Given) => Promise<infer Answer> ? (...given: Given) => Promise<Answer | null> : never;

export type PageEngine = Omit<EngineService, Interruptible | "tellTraining"> & {
  readonly [K in Interruptible]: OrNull<EngineService[K]>;
};

const ended: ProblemData = { code: "engine-ended", message: "the engine was stopped before it could tell", remedy: "try it again" };

async function chosen(answer: Promise<TrainingBackend | null>): Promise<TrainingBackend | null> {
  const backend = await answer;
  if (backend) training = { ...training, precision: backend.precision, reproducible: backend.reproducible };
  return backend;
}

/** A function cannot be copied into a worker, so the listener goes as a proxy. */
export const engine: PageEngine = {
  open: (document) => line.ask((remote) => remote.open(document), null),
  inspect: (example, rule) => line.ask<Inspection | ProblemData, null>((remote) => remote.inspect(example, rule), null),
  refresh: (document, example, rule) => line.ask((remote) => remote.refresh(document, example, rule), null),
  recurrence: (question) => line.ask<Study | ProblemData | null, null>((remote) => remote.recurrence(question), null),
  stopRecurrence: () => line.ask((remote) => remote.stopRecurrence(), undefined),
  compare: (request, listener) => line.ask((remote) => remote.compare(request, line.heard(listener)), undefined),
  stopComparing: () => line.ask((remote) => remote.stopComparing(), undefined),
  dropComparison: () => line.ask((remote) => remote.dropComparison(), undefined),
  write: (request) => line.ask<Written | ProblemData | null, null>((remote) => remote.write(request), null),
  stopWriting: () => line.ask((remote) => remote.stopWriting(), undefined),
  tryConnect: (document, scope, from, to) => line.ask((remote) => remote.tryConnect(document, scope, from, to), ended),
  rehearse: (what) => line.ask((remote) => remote.rehearse(what), Number.POSITIVE_INFINITY),
  train: (listener: (report: TrainingReport) => void) => line.ask((remote) => remote.train(line.heard(listener)), undefined),
  pause: () => line.ask((remote) => remote.pause(), undefined),
  giveWay: () => line.ask((remote) => remote.giveWay(), undefined),
  watch: (statistics) => {
    watched = statistics;
    return line.ask((remote) => remote.watch(statistics), undefined);
  },
  step: () => line.ask((remote) => remote.step(), null),
  reset: async () => {
    const report = await line.ask((remote) => remote.reset(), null);
    if (report) training = { ...UNTRAINED, precision: report.precision, reproducible: report.reproducible };
    return report;
  },
  computeIn: (precision) => chosen(line.ask((remote) => remote.computeIn(precision), null)),
  setReproducible: (reproducible) => chosen(line.ask((remote) => remote.setReproducible(reproducible), null)),
  host: () => line.ask((remote) => remote.host(), hostOfEngine()),
  kept: async () => {
    const kept = await line.ask((remote) => remote.kept(), null);
    if (kept) training = kept;
    return kept ?? (training.epoch > 0 ? training : null);
  },
  resume: (kept) => {
    training = kept;
    return line.ask((remote) => remote.resume(kept), undefined);
  },
};

/**
 * Ends the engine in the middle of whatever it is at, and has another one take the training over as it was told last.
 * @returns the training
 */
export function restartEngine(): KeptTraining {
  line.restart();
  void listenToTraining();
  void engine.watch(watched);
  void engine.resume(training);
  return training;
}

export const onEngineFailure = (listener: () => void): void => line.onFailure(listener);
