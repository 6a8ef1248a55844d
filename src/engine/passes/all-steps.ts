// Values of a scan's body for all steps at once, outside the scan: written on demand, each once.

import type { TapeBuilder } from "../builder.ts";
import type { Equation, Value } from "../tape.ts";
import { batchEquation, type Operand, overSteps } from "./batch-equation.ts";
import type { Definitions } from "./dependence.ts";
import type { ScanDraft } from "./scan-draft.ts";

export class AllSteps {
  private readonly known = new Map<Value, Operand>();

  /** @param fetch what is not to be computed out here, such as the stack of a value that the scan computes; null is computed */
  constructor(
    private readonly t: TapeBuilder,
    private readonly draft: ScanDraft,
    private readonly definitions: Definitions,
    private readonly fetch: (inner: Value) => Value | null = () => null,
  ) {
    for (const { inner, outer } of draft.constants) this.known.set(inner, { value: outer, stacked: false });
    for (const { inner, outer } of draft.slices) this.known.set(inner, { value: outer, stacked: true });
  }

  /** The value, with an axis of time where it changes from step to step. */
  operandOf(inner: Value): Operand {
    const known = this.known.get(inner);
    if (known) return known;
    const fetched = this.fetch(inner);
    const operand = fetched ? { value: fetched, stacked: true } : this.compute(this.definitions.get(inner)!, inner);
    this.known.set(inner, operand);
    return operand;
  }

  /** The value with an axis of time. */
  stackOf(inner: Value): Value {
    const operand = this.operandOf(inner);
    return this.t.at(inner.origin, () => overSteps(this.t, operand, this.draft.length));
  }

  private compute(equation: Equation, inner: Value): Operand {
    const { t, draft } = this;
    const operands = equation.inputs.map((input) => this.operandOf(input));
    return t.at(inner.origin, () => {
      if (equation.primitive !== "scan" && equation.primitive !== "constant" && operands.some(({ stacked }) => stacked)) {
        return { value: batchEquation(t, equation, operands, draft.length), stacked: true };
      }
      return this.copy(equation, operands, inner);
    });
  }

  /** The same at every step: computed once. */
  private copy(equation: Equation, operands: readonly Operand[], inner: Value): Operand {
    const outputs = this.t.emit(
      equation.primitive,
      operands.map(({ value }) => value),
      equation.params,
    );
    const value = outputs[equation.outputs.indexOf(inner)]!;
    const known = { value, stacked: false };
    if (equation.primitive === "broadcast") return { ...known, repeats: { value: operands[0]!.value, axes: equation.params.axes } };
    const fill = equation.primitive === "constant" ? equation.params.data : null;
    return typeof fill === "number" ? { ...known, fill } : known;
  }
}
