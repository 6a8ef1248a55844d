// Takes out of a scan what is not the recurrence itself, and does it for all steps at once: the products with the inputs in front of
// it, the products that only give stacks behind it.

import { TapeBuilder } from "../builder.ts";
import type { Tape, Value } from "../tape.ts";
import { eliminateDeadCode } from "./dead-code.ts";
import { definitionsOf, readersOf } from "./dependence.ts";
import { rewrite } from "./rewrite.ts";
import { ScanDraft } from "./scan-draft.ts";
import { moveBefore } from "./steps-before.ts";
import { moveBehind } from "./steps-behind.ts";
import { untilSettled } from "./until-settled.ts";

function once(tape: Tape): Tape | null {
  let moved = false;
  const [definitions, readers] = [definitionsOf(tape.equations), readersOf(tape.equations)];
  const isProduct = (value: Value) =>
    definitions.get(value)?.primitive === "contract" && readers.get(value)?.length === 1 && !tape.outputs.includes(value);
  const batched = rewrite(tape, () => (equation, emit) => {
    if (equation.primitive !== "scan") return null;
    const draft = new ScanDraft(equation);
    const [before, after] = [new TapeBuilder(), new TapeBuilder()];
    const movedBefore = moveBefore(draft, before, isProduct);
    const movedBehind = moveBehind(draft, after);
    if (!movedBefore && !movedBehind) return null;
    moved = true;
    return draft.rebuild(emit, before, after);
  });
  return moved ? eliminateDeadCode(batched) : null;
}

export const batchSteps = (tape: Tape): Tape => untilSettled(eliminateDeadCode(tape), once);
