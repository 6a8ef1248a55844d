// The worker that the engine lives in, so that the page never waits for it. Arrays are handed over, not copied.

import * as Comlink from "comlink";
import { registry } from "../../../nodes/index.ts";
import type { ProblemData } from "../../base/errors.ts";
import type { Document } from "../../graph/document.ts";
import { packed } from "./packed.ts";
import { startPartner } from "./partner.ts";
import type { EngineService, Inspection, Refreshed } from "./protocol.ts";
import { createService } from "./service.ts";

const service = createService(registry, undefined, startPartner);

function handOver(seen: Inspection | ProblemData): Inspection | ProblemData {
  if ("code" in seen) return seen;
  const { inspection, buffer } = packed(seen);
  return Comlink.transfer(inspection, [buffer]);
}

async function refresh(document: Document, example: number): Promise<Refreshed> {
  const { analysis, inspection } = await service.refresh(document, example);
  if ("code" in inspection) return { analysis, inspection };
  const { inspection: moved, buffer } = packed(inspection);
  return Comlink.transfer({ analysis, inspection: moved }, [buffer]);
}

const exposed: EngineService = {
  open: (document) => service.open(document),
  inspect: async (example) => handOver(await service.inspect(example)),
  refresh,
  tryConnect: (document, scope, from, to) => service.tryConnect(document, scope, from, to),
  rehearse: () => service.rehearse(),
  train: (listener) => service.train(listener),
  pause: () => service.pause(),
  giveWay: () => service.giveWay(),
  step: () => service.step(),
  reset: () => service.reset(),
  computeIn: (precision) => service.computeIn(precision),
  kept: () => service.kept(),
  resume: (training) => service.resume(training),
};

Comlink.expose(exposed);
