// A carry that only adds up, such as the gradient of a weight, leaves the scan: the steps' contributions are added behind it, those of
// a product in one product over all steps.

import { TapeBuilder } from "../builder.ts";
import * as ops from "../ops.ts";
import type { Equation, Tape, Value } from "../tape.ts";
import { eliminateDeadCode } from "./dead-code.ts";
import { readersOf } from "./dependence.ts";
import { rewrite } from "./rewrite.ts";
import { type Carry, ScanDraft } from "./scan-draft.ts";
import { StepSums } from "./step-sums.ts";

interface Accumulator {
  readonly carry: Carry;
  /** What each step adds. */
  readonly terms: readonly Value[];
}

/** How often a value leaves the body. */
const leavings = ({ carries, stacks }: ScanDraft, value: Value) =>
  carries.filter(({ next }) => next === value).length + stacks.filter(({ inner }) => inner === value).length;

/** Follows a carry through additions that nothing else reads up to its next value; null where anything else happens. */
function termsOf(draft: ScanDraft, { inner, next }: Carry, readers: ReadonlyMap<Value, readonly Equation[]>): Value[] | null {
  const terms: Value[] = [];
  let current = inner;
  while (current !== next) {
    const reading = readers.get(current) ?? [];
    const [equation] = reading;
    if (reading.length !== 1 || equation?.primitive !== "add" || leavings(draft, current) > 0) return null;
    terms.push(equation.inputs[equation.inputs[0] === current ? 1 : 0]!);
    current = equation.outputs[0]!;
  }
  return !readers.has(next) && leavings(draft, next) === 1 ? terms : null;
}

function accumulators(draft: ScanDraft): Accumulator[] {
  const readers = readersOf(draft.equations);
  return draft.carries.flatMap((carry) => {
    const terms = carry.inner === carry.next ? null : termsOf(draft, carry, readers);
    return terms ? [{ carry, terms }] : [];
  });
}

/** Products first: what they stack serves the sums. */
function inOrderOfStacks(draft: ScanDraft, found: readonly Accumulator[]): Accumulator[] {
  const products = new Set(draft.equations.filter(({ primitive }) => primitive === "contract").flatMap(({ outputs }) => outputs));
  const rank = ({ terms }: Accumulator) => (terms.some((term) => products.has(term)) ? 0 : 1);
  return [...found].sort((a, b) => rank(a) - rank(b));
}

function addUp(t: TapeBuilder, sums: StepSums, { carry, terms }: Accumulator, isZero: (value: Value) => boolean): Value {
  return t.at(carry.result.origin, () => {
    const total = terms.map((term) => sums.sumOf(term)).reduce((a, b) => ops.add(t, a, b));
    return isZero(carry.initial) ? total : ops.add(t, carry.initial, total);
  });
}

export function batchGradients(tape: Tape): Tape {
  const batched = rewrite(tape, () => {
    const zeros = new Set<Value>();
    return (equation, emit) => {
      if (equation.primitive === "constant" && equation.params.data === 0) zeros.add(equation.outputs[0]!);
      if (equation.primitive !== "scan") return null;
      const draft = new ScanDraft(equation);
      const found = accumulators(draft);
      if (found.length === 0) return null;
      const after = new TapeBuilder();
      draft.carries = draft.carries.filter((carry) => !found.some((accumulator) => accumulator.carry === carry));
      const sums = new StepSums(after, draft);
      for (const accumulator of inOrderOfStacks(draft, found)) {
        draft.replace(
          accumulator.carry.result,
          addUp(after, sums, accumulator, (value) => zeros.has(value)),
        );
      }
      return draft.rebuild(emit, new TapeBuilder(), after);
    };
  });
  return eliminateDeadCode(batched);
}
