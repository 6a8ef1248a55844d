// Inputs of a scan that are less than they look: a carry that no step changes is a constant, and a stack that repeats something enters
// as what it repeats.

import type { Equation, EquationOf, Value } from "../tape.ts";
import type { Definitions } from "./dependence.ts";
import type { Crossing, ScanDraft } from "./scan-draft.ts";

/** A carry that every step hands on as it is. */
function settleCarries(draft: ScanDraft): boolean {
  const idle = draft.carries.filter(({ inner, next }) => inner === next);
  for (const { inner, initial, result } of idle) {
    draft.constants.push({ inner, outer: initial });
    draft.replace(result, initial);
  }
  draft.carries = draft.carries.filter((carry) => !idle.includes(carry));
  return idle.length > 0;
}

/** One step of a filled stack is filled too. */
const literal = ({ inner }: Crossing, { params }: EquationOf<"constant">): Equation => ({
  primitive: "constant",
  inputs: [],
  params: { ...params, shape: inner.shape },
  outputs: [inner],
});

/** What is repeated enters, by steps where it has an axis of time, and is repeated in the body. */
function enterRepeated(draft: ScanDraft, { inner }: Crossing, { inputs, params }: EquationOf<"broadcast">): Equation | null {
  const [outer] = inputs as readonly [Value];
  const stacked = params.axes[0] === 0;
  const axes = params.axes.slice(stacked ? 1 : 0).map((axis) => axis - 1);
  const crossings = stacked ? draft.slices : draft.constants;
  if (axes.length === inner.shape.length) {
    crossings.push({ inner, outer });
    return null;
  }
  const source: Value = { shape: stacked ? outer.shape.slice(1) : outer.shape, origin: outer.origin, name: outer.name };
  crossings.push({ inner: source, outer });
  return { primitive: "broadcast", inputs: [source], params: { shape: inner.shape, axes }, outputs: [inner] };
}

function settleSlice(draft: ScanDraft, slice: Crossing, definition: Equation | undefined): boolean {
  const filled = definition?.primitive === "constant" && typeof definition.params.data === "number";
  if (!filled && definition?.primitive !== "broadcast") return false;
  draft.slices = draft.slices.filter((other) => other !== slice);
  const equation = definition.primitive === "constant" ? literal(slice, definition) : enterRepeated(draft, slice, definition);
  if (equation) draft.equations = [equation, ...draft.equations];
  return true;
}

/** @param definitions of the tape in which the scan stands */
export function settleInputs(draft: ScanDraft, definitions: Definitions): boolean {
  const carries = settleCarries(draft);
  const slices = draft.slices.filter((slice) => settleSlice(draft, slice, definitions.get(slice.outer)));
  return carries || slices.length > 0;
}
