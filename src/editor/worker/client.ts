// The page's end of the line to the engine's worker.

import * as Comlink from "comlink";
import type { EngineService, TrainingReport } from "./protocol.ts";

const worker = new Worker(new URL("./engine.worker.ts", import.meta.url), { type: "module", name: "engine" });
const remote = Comlink.wrap<EngineService>(worker);

/** A function cannot be copied into a worker, so the listener goes as a proxy. */
export const engine: EngineService = {
  open: (document) => remote.open(document),
  inspect: (example, rule) => remote.inspect(example, rule),
  refresh: (document, example, rule) => remote.refresh(document, example, rule),
  recurrence: (question) => remote.recurrence(question),
  stopRecurrence: () => remote.stopRecurrence(),
  compare: (request, listener) => remote.compare(request, Comlink.proxy(listener)),
  stopComparing: () => remote.stopComparing(),
  dropComparison: () => remote.dropComparison(),
  write: (request) => remote.write(request),
  stopWriting: () => remote.stopWriting(),
  tryConnect: (document, scope, from, to) => remote.tryConnect(document, scope, from, to),
  rehearse: (what) => remote.rehearse(what),
  train: (listener: (report: TrainingReport) => void) => remote.train(Comlink.proxy(listener)),
  pause: () => remote.pause(),
  giveWay: () => remote.giveWay(),
  watch: (statistics) => remote.watch(statistics),
  step: () => remote.step(),
  reset: () => remote.reset(),
  computeIn: (precision) => remote.computeIn(precision),
  kept: () => remote.kept(),
  resume: (training) => remote.resume(training),
};

/** A worker that dies says so here: its answers will never come. */
export function onEngineFailure(listener: () => void): void {
  worker.addEventListener("error", listener);
  worker.addEventListener("messageerror", listener);
}
