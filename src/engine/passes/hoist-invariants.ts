// Loop-invariant motion: what a scan's body computes from constants alone is computed once, in front of the scan.

import { TapeBuilder } from "../builder.ts";
import type { Equation, Tape, Value } from "../tape.ts";
import { eliminateDeadCode } from "./dead-code.ts";
import { ancestors, type Definitions, definitionsOf, dependents } from "./dependence.ts";
import { rewrite } from "./rewrite.ts";
import { ScanDraft } from "./scan-draft.ts";
import { settleInputs } from "./settle-inputs.ts";
import { untilSettled } from "./until-settled.ts";

/** A literal is free, and a broadcast is cheaper to read through than to keep in full. */
const cheap = ({ primitive }: Equation) => primitive === "constant" || primitive === "broadcast";

/** Invariant results that the rest of the body reads; where that is a cheap one, the results that it reads in turn. */
function border(draft: ScanDraft, definitions: Definitions, varying: ReadonlySet<Value>): Set<Value> {
  const found = new Set<Value>();
  const read = (value: Value): void => {
    const definition = definitions.get(value);
    if (!definition || varying.has(value)) return;
    if (cheap(definition)) definition.inputs.forEach(read);
    else found.add(value);
  };
  for (const { inputs, outputs } of draft.equations) if (outputs.some((output) => varying.has(output))) inputs.forEach(read);
  for (const { next } of draft.carries) read(next);
  for (const { inner } of draft.stacks) read(inner);
  return found;
}

/** Writes the equations outside, with new values in place of the body's. */
function copyOut(draft: ScanDraft, equations: readonly Equation[], before: TapeBuilder): ReadonlyMap<Value, Value> {
  const outside = new Map(draft.constants.map(({ inner, outer }) => [inner, outer]));
  for (const equation of equations) {
    const outputs = equation.outputs.map((output) => ({ ...output }));
    before.equations.push({ ...equation, inputs: equation.inputs.map((input) => outside.get(input)!), outputs } as Equation);
    for (const [index, output] of equation.outputs.entries()) outside.set(output, outputs[index]!);
  }
  return outside;
}

function hoistFrom(draft: ScanDraft, before: TapeBuilder): boolean {
  const { equations } = draft;
  const varying = dependents(equations, [...draft.carried, ...draft.slices.map(({ inner }) => inner)]);
  const entering = border(draft, definitionsOf(equations), varying);
  if (entering.size === 0) return false;
  const needed = ancestors(equations, entering);
  const moved = equations.filter(({ outputs }) => outputs.some((output) => needed.has(output)));
  const outside = copyOut(draft, moved, before);
  draft.equations = equations.filter(({ outputs }) => !outputs.some((output) => entering.has(output)));
  for (const inner of entering) draft.constants.push({ inner, outer: outside.get(inner)! });
  return true;
}

/** Bodies inside bodies first, so that an invariant of both moves all the way. */
function once(tape: Tape): Tape | null {
  let moved = false;
  const hoisted = rewrite(tape, () => {
    const definitions = new Map<Value, Equation>();
    return (equation, emit) => {
      for (const output of equation.outputs) definitions.set(output, equation);
      if (equation.primitive !== "scan") return null;
      const draft = new ScanDraft(equation);
      const before = new TapeBuilder();
      const settled = settleInputs(draft, definitions);
      if (!hoistFrom(draft, before) && !settled) return null;
      moved = true;
      return draft.rebuild(emit, before, new TapeBuilder());
    };
  });
  return moved ? eliminateDeadCode(hoisted) : null;
}

export const hoistInvariants = (tape: Tape): Tape => untilSettled(eliminateDeadCode(tape), once);
