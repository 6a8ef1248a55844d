// Products over all steps read the stacks of a scan where they are: of joined values the stacks of the parts, and in place of the state
// before each step the state after the step before it. The scan then keeps less. Slices of whole steps are views.

import { TapeBuilder } from "../builder.ts";
import * as ops from "../ops.ts";
import type { Equation, EquationOf, Tape, Value } from "../tape.ts";
import { eliminateDeadCode } from "./dead-code.ts";
import { definitionsOf, readersOf } from "./dependence.ts";
import { rewriteFlat } from "./rewrite.ts";
import { type Carry, type Crossing, ScanDraft } from "./scan-draft.ts";
import { type Joined, readsParts, splitProduct } from "./split-product.ts";
import { untilSettled } from "./until-settled.ts";

class StackSplitter {
  readonly joined = new Map<Value, Joined>();
  private readonly readers: ReadonlyMap<Value, readonly Equation[]>;

  constructor(private readonly tape: Tape) {
    this.readers = readersOf(tape.equations);
  }

  once(): Tape | null {
    const split = rewriteFlat(this.tape, (equation, emit) => {
      if (equation.primitive === "scan") return this.scan(equation, emit);
      return equation.primitive === "contract" ? this.product(equation, emit) : null;
    });
    return this.joined.size > 0 ? eliminateDeadCode(split) : null;
  }

  /** Nothing but products reads the stack, and parts of it along `axis` serve them as well. */
  private servesInParts({ outer }: Crossing, axis: number): boolean {
    const reading = this.readers.get(outer) ?? [];
    return reading.length > 0 && !this.tape.outputs.includes(outer) && reading.every((reader) => readsParts(reader, outer, axis));
  }

  private scan(scan: EquationOf<"scan">, emit: (equation: Equation) => void): readonly Value[] | null {
    const draft = new ScanDraft(scan);
    const after = new TapeBuilder();
    const before = this.joined.size;
    // a stack of which another one has become a part stays for this round
    const read = new Set<Value>();
    for (const stack of draft.stacks) {
      if (read.has(stack.outer)) continue;
      const parts = this.partsOf(draft, stack, after, scan.params.reverse);
      if (!parts) continue;
      const whole = after.at(stack.inner.origin, () => after.emitOne("concat", parts.parts, { axis: parts.axis }));
      this.joined.set(whole, parts);
      draft.replace(stack.outer, whole);
      for (const { inputs } of after.equations) for (const input of inputs) read.add(input);
    }
    return this.joined.size > before ? draft.rebuild(emit, new TapeBuilder(), after) : null;
  }

  private partsOf(draft: ScanDraft, stack: Crossing, t: TapeBuilder, reverse: boolean): Joined | null {
    const carry = draft.carries.find(({ inner }) => inner === stack.inner);
    if (carry) {
      const serves = this.isKept(draft, carry.next) && this.servesInParts(stack, 0);
      return serves ? t.at(stack.inner.origin, () => shifted(draft, stack, carry, t, reverse)) : null;
    }
    const definition = definitionsOf(draft.equations).get(stack.inner);
    if (definition?.primitive !== "concat") return null;
    const axis = definition.params.axis + 1;
    const known = definition.inputs.some((part) => this.isKept(draft, part) || this.isShifted(draft, part));
    if (!known || !this.servesInParts(stack, axis)) return null;
    draft.stacks = draft.stacks.filter((other) => other !== stack);
    return { parts: definition.inputs.map((part) => draft.stackOf(part)), axis };
  }

  private isKept = (draft: ScanDraft, inner: Value) => [...draft.slices, ...draft.stacks].some((crossing) => crossing.inner === inner);

  private isShifted = (draft: ScanDraft, part: Value) =>
    draft.carries.some(({ inner, next }) => inner === part && this.isKept(draft, next));

  private product(equation: EquationOf<"contract">, emit: (equation: Equation) => void): readonly Value[] | null {
    for (const place of [0, 1] as const) {
      const joined = this.joined.get(equation.inputs[place]!);
      if (!joined) continue;
      const t = new TapeBuilder();
      const value = t.at(equation.outputs[0]!.origin, () => splitProduct(t, equation, place, joined));
      for (const written of t.equations) emit(written);
      return [value];
    }
    return null;
  }
}

/** The first state, and those after all steps but the last; in a reversed scan from the other end. */
function shifted(draft: ScanDraft, stack: Crossing, { initial, next }: Carry, t: TapeBuilder, reverse: boolean): Joined {
  draft.stacks = draft.stacks.filter((other) => other !== stack);
  const first = ops.reshape(t, initial, [1, ...initial.shape]);
  const { length } = draft;
  if (length === 1) return { parts: [first], axis: 0 };
  const rest = ops.sliceAxis(t, draft.stackOf(next), 0, reverse ? 1 : 0, reverse ? length : length - 1);
  return { parts: reverse ? [rest, first] : [first, rest], axis: 0 };
}

export const splitStacks = (tape: Tape): Tape => untilSettled(eliminateDeadCode(tape), (current) => new StackSplitter(current).once());
