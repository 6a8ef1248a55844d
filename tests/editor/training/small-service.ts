// A service that has a small net on points in circles open.

import { registry } from "../../../nodes/index.ts";
import type { EngineService } from "../../../src/editor/worker/protocol.ts";
import { createService } from "../../../src/editor/worker/service.ts";
import { sketch } from "../../compiler/sketch.ts";

export const model = (epochs: number) =>
  sketch(`
    d = toy-points(trainCount=12, testCount=6, kind=circles)
    h = affine(x < d.x, units=4)
    a = tanh(x < h)
    o = affine(x < a)
    p = sigmoid(x < o)
    loss = binary-cross-entropy(prediction < p, target < d.y)
    update = adam(loss < loss, learningRate=0.05, epochs=${epochs})
  `);

export async function opened(epochs = 6): Promise<EngineService> {
  const service = createService(registry);
  await service.open(model(epochs));
  return service;
}
