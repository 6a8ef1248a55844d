// Columns on top of each other: sizes along the first axis add up, the other axes agree.

import { type Shape, sameShape } from "../../src/engine/tape.ts";
import type { PortId } from "../../src/graph/document.ts";
import type { ShapeView } from "../../src/graph/node-type.ts";
import { disagree, type Operand } from "./describe.ts";

/** A number counts as a column of one component. */
const asColumn = (shape: Shape): Shape => (shape.length === 0 ? [1] : shape);

export function stackRule(view: ShapeView, ports: readonly PortId[]): void {
  const known = ports.flatMap((port): Operand[] => {
    const shape = view.input(port);
    return shape ? [{ port, name: `input ${port}`, shape: asColumn(shape) }] : [];
  });
  const [first, ...others] = known;
  for (const other of others) if (!sameShape(first!.shape.slice(1), other.shape.slice(1))) disagree(view, first!, other);
  const open = ports.filter((port) => !view.input(port));
  const total = known.reduce((size, operand) => size + operand.shape[0]!, 0);
  const output = view.output();
  if (first && open.length === 0) view.setOutput([total, ...first.shape.slice(1)]);
  else if (output && output.length > 0 && open.length === 1) settleLast(view, open[0]!, [output[0]! - total, ...output.slice(1)]);
}

/** What is left of the result belongs to the last unknown operand; one component may also be a number. */
function settleLast(view: ShapeView, port: PortId, shape: Shape): void {
  const single = shape.length === 1 && shape[0] === 1;
  if (shape[0]! > 0 && (!single || view.guessing)) view.setInput(port, shape);
}
