// The shapes of a normalisation: the result is as x, and what is trained has a component for each part that is normalised by itself, or one.

import { type Shape, sameShape } from "../../src/engine/tape.ts";
import type { ShapeView } from "../../src/graph/node-type.ts";
import { disagree, isSingle } from "../rules/describe.ts";

/** @param trainedFor the shape of gamma and beta for that of x */
export function normalizationShapes(view: ShapeView, trainedFor: (shape: Shape) => Shape): void {
  const shape = view.input("x") ?? view.output();
  if (!shape) return;
  view.setInput("x", shape);
  view.setOutput(shape);
  const expected = trainedFor(shape);
  for (const port of ["gamma", "beta"]) {
    const trained = view.input(port);
    if (!trained && view.guessing) view.setInput(port, expected);
    if (trained && !isSingle(trained) && !sameShape(trained, expected))
      disagree(view, { port, name: `input ${port}`, shape: trained }, { port: "x", name: "input x", shape });
  }
}
