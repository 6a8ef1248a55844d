// What a scan's body computes only for its stacks, done for all steps behind the scan.

import type { TapeBuilder } from "../builder.ts";
import { type Equation, sizeOf, type Value } from "../tape.ts";
import { AllSteps } from "./all-steps.ts";
import { ancestors, definitionsOf, dependents, readersOf } from "./dependence.ts";
import type { ScanDraft } from "./scan-draft.ts";

/** Equations that lead to stacks and to no carry, and that have a form for all steps at once. */
function outOfTheLoop({ equations, carries }: ScanDraft): Equation[] {
  const carried = ancestors(
    equations,
    carries.map(({ next }) => next),
  );
  const readers = readersOf(equations);
  const found = new Set<Equation>();
  for (const equation of [...equations].reverse()) {
    const inside = equation.outputs.some((output) => carried.has(output) || readers.get(output)?.some((reader) => !found.has(reader)));
    if (!inside && equation.primitive !== "scan") found.add(equation);
  }
  return equations.filter((equation) => found.has(equation));
}

/** Worth a new stack of its operands: a product with a value that all steps share becomes one product; a repetition is not kept. */
function pays(equation: Equation, still: (value: Value) => boolean): boolean {
  if (equation.primitive === "contract") return equation.inputs.some(still);
  const grows = equation.primitive === "broadcast" || equation.primitive === "pad";
  return grows && sizeOf(equation.outputs[0]!.shape) > sizeOf(equation.inputs[0]!.shape);
}

/** Values to compute behind the scan: what pays, what follows from it, and what needs nothing that is not stacked anyway. */
function chosen(draft: ScanDraft): { moved: Set<Value>; still: (value: Value) => boolean } {
  const { equations } = draft;
  const slices = draft.slices.map(({ inner }) => inner);
  const nested = equations.filter(({ primitive }) => primitive === "scan").flatMap(({ outputs }) => outputs);
  const varying = dependents(equations, [...draft.carried, ...slices, ...nested]);
  const still = (value: Value) => !varying.has(value);
  const stacked = new Set([...slices, ...draft.stacks.map(({ inner }) => inner)]);
  const moved = new Set<Value>();
  const paid = new Set<Value>();
  for (const equation of outOfTheLoop(draft)) {
    const [output] = equation.outputs as readonly [Value];
    if (still(output)) continue;
    if (pays(equation, still) || equation.inputs.some((input) => paid.has(input))) paid.add(output);
    const ready = equation.inputs.every((input) => still(input) || stacked.has(input) || moved.has(input));
    if (ready || paid.has(output)) moved.add(output);
  }
  return { moved, still };
}

/** Says whether anything moved. */
export function moveBehind(draft: ScanDraft, t: TapeBuilder): boolean {
  const { moved, still } = chosen(draft);
  const leaving = draft.stacks.filter(({ inner }) => moved.has(inner));
  draft.stacks = draft.stacks.filter((stack) => !leaving.includes(stack));
  const fetch = (inner: Value) => (moved.has(inner) || still(inner) ? null : draft.stackOf(inner));
  const steps = new AllSteps(t, draft, definitionsOf(draft.equations), fetch);
  for (const { inner, outer } of leaving) draft.replace(outer, steps.stackOf(inner));
  return leaving.length > 0;
}
