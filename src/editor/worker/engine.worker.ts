// The worker that the engine lives in, so that the page never waits for it. Arrays are handed over, not copied.

import * as Comlink from "comlink";
import { registry } from "../../../nodes/index.ts";
import type { EngineService, Inspection } from "./protocol.ts";
import { createService } from "./service.ts";

const service = createService(registry);

const buffers = ({ values }: Inspection): Transferable[] =>
  values.flatMap(({ value, gradient }) => (gradient ? [value.buffer, gradient.buffer] : [value.buffer]));

const exposed: EngineService = {
  open: (document) => service.open(document),
  inspect: async (example) => {
    const seen = await service.inspect(example);
    return "code" in seen ? seen : Comlink.transfer(seen, buffers(seen));
  },
  tryConnect: (document, scope, from, to) => service.tryConnect(document, scope, from, to),
  train: (listener) => service.train(listener),
  pause: () => service.pause(),
  step: () => service.step(),
  reset: () => service.reset(),
};

Comlink.expose(exposed);
