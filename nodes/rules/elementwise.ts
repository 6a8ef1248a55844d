// Elementwise operations on any number of operands: shapes are equal, or an operand is a number or has one component.

import { type Shape, sameShape } from "../../src/engine/tape.ts";
import type { PortId } from "../../src/graph/document.ts";
import type { ShapeView } from "../../src/graph/node-type.ts";
import { disagree, isSingle, type Operand } from "./describe.ts";

const longest = (operands: readonly Operand[]): Shape =>
  operands.reduce<Shape>((shape, operand) => (operand.shape.length > shape.length ? operand.shape : shape), []);

/** States what follows between the shapes at `ports` and the output, in both directions. */
export function elementwise(view: ShapeView, ports: readonly PortId[]): void {
  const known = ports.flatMap((port): Operand[] => {
    const shape = view.input(port);
    return shape ? [{ port, name: `input ${port}`, shape }] : [];
  });
  forward(view, known, ports.length);
  backward(
    view,
    known,
    ports.filter((port) => !view.input(port)),
  );
}

/** One operand of several components settles the result; single ones do only when all are known. */
function forward(view: ShapeView, known: readonly Operand[], count: number): void {
  const wide = known.filter((operand) => !isSingle(operand.shape));
  const [first, ...others] = wide;
  for (const other of others) if (!sameShape(first!.shape, other.shape)) disagree(view, first!, other);
  if (first) view.setOutput(first.shape);
  else if (known.length === count || (view.guessing && known.length > 0 && !view.output())) view.setOutput(longest(known));
}

/** Some operand must have the output's shape; where only one is left that can, it has. */
function backward(view: ShapeView, known: readonly Operand[], unknown: readonly PortId[]): void {
  const output = view.output();
  if (!output) return;
  const nobodyHasIt = known.every((operand) => !sameShape(operand.shape, output));
  const certain = output.length === 0 || (unknown.length === 1 && nobodyHasIt);
  if (certain || view.guessing) for (const port of unknown) view.setInput(port, output);
}
