// The worker that the engine lives in, so that the page never waits for it. Arrays are handed over, not copied.

import * as Comlink from "comlink";
import { registry } from "../../../nodes/index.ts";
import type { ProblemData } from "../../base/errors.ts";
import type { Document } from "../../graph/document.ts";
import type { Study } from "../../inspection/recurrence/study.ts";
import { packed } from "./packed.ts";
import { startPartner } from "./partner.ts";
import type { EngineService, Inspection, RecurrenceQuestion, Refreshed, RuleQuestion } from "./protocol.ts";
import { createService } from "./service.ts";

const service = createService(registry, undefined, startPartner);

function handOver(seen: Inspection | ProblemData): Inspection | ProblemData {
  if ("code" in seen) return seen;
  const { inspection, buffer } = packed(seen);
  return Comlink.transfer(inspection, [buffer]);
}

async function refresh(document: Document, example: number, rule?: RuleQuestion | null): Promise<Refreshed> {
  const { analysis, inspection } = await service.refresh(document, example, rule);
  if ("code" in inspection) return { analysis, inspection };
  const { inspection: moved, buffer } = packed(inspection);
  return Comlink.transfer({ analysis, inspection: moved }, [buffer]);
}

/** The Jacobians are handed over; the rest is small. */
async function recurrence(question: RecurrenceQuestion): Promise<Study | ProblemData | null> {
  const study = await service.recurrence(question);
  if (!study || "code" in study) return study;
  const buffers = [study.byState, study.byInput].flatMap((jacobian) => jacobian?.numbers.buffer ?? []);
  return Comlink.transfer(study, buffers);
}

const exposed: EngineService = {
  open: (document) => service.open(document),
  inspect: async (example, rule) => handOver(await service.inspect(example, rule)),
  refresh,
  recurrence,
  stopRecurrence: () => service.stopRecurrence(),
  compare: (request, listener) => service.compare(request, listener),
  stopComparing: () => service.stopComparing(),
  dropComparison: () => service.dropComparison(),
  write: (request) => service.write(request),
  stopWriting: () => service.stopWriting(),
  tryConnect: (document, scope, from, to) => service.tryConnect(document, scope, from, to),
  rehearse: (what) => service.rehearse(what),
  train: (listener) => service.train(listener),
  pause: () => service.pause(),
  giveWay: () => service.giveWay(),
  watch: (statistics) => service.watch(statistics),
  step: () => service.step(),
  reset: () => service.reset(),
  computeIn: (precision) => service.computeIn(precision),
  setReproducible: (reproducible) => service.setReproducible(reproducible),
  host: () => service.host(),
  kept: () => service.kept(),
  tellTraining: (listener) => service.tellTraining(listener),
  resume: (training) => service.resume(training),
};

Comlink.expose(exposed);
