// Ports that take the number of something: a class, a row of a table. One component a position.

import type { PortId } from "../../src/graph/document.ts";
import type { ShapeView } from "../../src/graph/node-type.ts";
import { isSingle, nameShape, predicate } from "./describe.ts";

/** @param what `class`, `row`: what is numbered */
export function indexRule(view: ShapeView, port: PortId, what: string): void {
  const shape = view.input(port);
  if (!shape && view.guessing) view.setInput(port, [1]);
  if (!shape || isSingle(shape)) return;
  view.fail({
    port,
    what: `input ${port} ${predicate(shape)}, expected the number of one ${what}`,
    got: nameShape(shape),
    expected: "one component",
  });
}
