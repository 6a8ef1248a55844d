// A second worker in Node: a thread, where there is a processor for it.

import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { StartPartner } from "../engine/backend/wasm/workers/pair.ts";

/** The thread does not keep the process alive. */
export const startPartner: StartPartner = (message) => {
  if (availableParallelism() < 2) return null;
  const worker = new Worker(new URL("./partner.worker.mjs", import.meta.url), { workerData: message });
  worker.unref();
  // A thread that does not come up never says that it is ready, and one that is gone is not waited for: one worker then does it all.
  worker.on("error", () => {});
  return { end: () => void worker.terminate() };
};
