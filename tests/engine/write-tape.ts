// A tape in one expression.

import { TapeBuilder } from "../../src/engine/builder.ts";
import type { Shape, Tape, Value } from "../../src/engine/tape.ts";

/** `write` gets the builder and one input for each shape, and gives the outputs. */
export function writeTape(shapes: readonly Shape[], write: (t: TapeBuilder, ...inputs: Value[]) => readonly Value[]): Tape {
  const t = new TapeBuilder();
  const inputs = shapes.map((shape) => t.input(shape));
  return t.finish(write(t, ...inputs));
}
