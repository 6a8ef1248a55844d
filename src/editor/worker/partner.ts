// A second worker in the page: a worker of the engine's worker, where there is a processor for it.

import type { StartPartner } from "../../engine/backend/wasm/workers/pair.ts";

/** One that does not come up never says that it is ready: one worker then does it all. */
export const startPartner: StartPartner = (message) => {
  if (typeof Worker === "undefined" || navigator.hardwareConcurrency < 2) return null;
  const worker = new Worker(new URL("./partner.worker.ts", import.meta.url), { type: "module", name: "partner" });
  worker.postMessage(message);
  return { end: () => worker.terminate() };
};
