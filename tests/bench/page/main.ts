// A page without anything to see: `timeSteps` hands a document to a worker, where the editor trains too, and gives its times back.

import type { Timing } from "../../../src/cli/timing.ts";
import type { ProductRate } from "./product-rate.ts";
import type { Answer, Question } from "./steps.worker.ts";

declare global {
  interface Window {
    timeSteps(question: Question): Promise<Timing | ProductRate>;
  }
}

window.timeSteps = (question) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./steps.worker.ts", import.meta.url), { type: "module" });
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      if ("timing" in data) resolve(data.timing);
      else reject(new Error(data.error));
    };
    worker.postMessage(question);
  });
