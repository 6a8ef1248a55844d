// Operands that are columns.

import type { PortId } from "../../src/graph/document.ts";
import type { ShapeView } from "../../src/graph/node-type.ts";
import { nameShape, predicate } from "./describe.ts";

/** Components of a column, undefined while they are not known; a number is a column of one. Anything larger is refused with the remedy. */
export function componentsOf(view: ShapeView, port: PortId, remedy: string): number | undefined {
  const shape = view.input(port);
  if (shape && shape.length > 1) {
    view.fail({
      port,
      what: `input ${port} ${predicate(shape)}, expected a column`,
      got: nameShape(shape),
      expected: "a column",
      remedy,
    });
  }
  return shape && (shape[0] ?? 1);
}
