// The sum over all steps of what a scan's body computes. Linear equations change places with the sum, and a product sums over time as
// over any inner axis, so that most sums read what is stacked anyway.

import type { TapeBuilder } from "../builder.ts";
import * as ops from "../ops.ts";
import type { ContractParams, Equation, Value } from "../tape.ts";
import { AllSteps } from "./all-steps.ts";
import { type Operand, timeLetter } from "./batch-equation.ts";
import { type Definitions, definitionsOf, dependents } from "./dependence.ts";
import type { ScanDraft } from "./scan-draft.ts";

/** Linear in all operands together, and the same at every step. */
const linear: ReadonlySet<string> = new Set([
  "identity",
  "negate",
  "broadcast",
  "reshape",
  "transpose",
  "pad",
  "reverse",
  "windows",
  "overlapAdd",
  "slice",
  "add",
  "subtract",
  "concat",
]);
/** Linear ones before which the sum would read more than behind them. */
const narrowing: ReadonlySet<string> = new Set(["slice", "add", "subtract", "concat"]);
/** Their sum over time is one equation on stacks. */
const summing: ReadonlySet<string> = new Set(["contract", "sum", "scatterAdd"]);

export class StepSums {
  private readonly known = new Map<Value, Value>();
  private readonly definitions: Definitions;
  private readonly varying: ReadonlySet<Value>;
  private readonly steps: AllSteps;

  /** @param t behind the scan */
  constructor(
    private readonly t: TapeBuilder,
    private readonly draft: ScanDraft,
  ) {
    const { equations, carried, slices } = draft;
    this.definitions = definitionsOf(equations);
    this.varying = dependents(equations, [...carried, ...slices.map(({ inner }) => inner)]);
    this.steps = new AllSteps(t, draft, this.definitions, (inner) => (this.varying.has(inner) ? this.stack(inner) : null));
  }

  sumOf(inner: Value): Value {
    const known = this.known.get(inner);
    if (known) return known;
    const sum = this.t.at(inner.origin, () => this.compute(inner));
    this.known.set(inner, sum);
    return sum;
  }

  private compute(inner: Value): Value {
    const { t, draft } = this;
    if (!this.varying.has(inner)) {
      const once = this.steps.operandOf(inner).value;
      return ops.multiply(t, once, ops.scalar(t, draft.length, once.shape));
    }
    const equation = this.definitions.get(inner);
    const stacked = draft.stacks.some((stack) => stack.inner === inner);
    return (equation && !stacked && this.throughEquation(equation)) || ops.sum(t, this.stack(inner), [0]);
  }

  /** null where the equation and the sum do not change places. */
  private throughEquation(equation: Equation): Value | null {
    const { t } = this;
    const { inputs, primitive, params } = equation;
    const sums = () => inputs.map((input) => this.sumOf(input));
    if (linear.has(primitive) && (!narrowing.has(primitive) || inputs.some((input) => this.reducible(input)))) {
      return t.emitOne(primitive, sums(), params);
    }
    if (primitive === "sum") return ops.sum(t, this.stack(inputs[0]!), [0, ...params.axes.map((axis) => axis + 1)]);
    if (primitive === "contract") return this.product(inputs as readonly [Value, Value], params);
    if (primitive === "scatterAdd") return this.scattered(inputs as readonly [Value, Value], params.size);
    return null;
  }

  /** Whether there is a better way to the sum than to stack the value. */
  private reducible(inner: Value): boolean {
    const definition = this.definitions.get(inner);
    if (!definition || !this.varying.has(inner)) return !this.varying.has(inner);
    return summing.has(definition.primitive) || (linear.has(definition.primitive) && definition.inputs.some((x) => this.reducible(x)));
  }

  /** Time is one more inner axis; of a value that all steps share, it meets the sum of the other. */
  private product([a, b]: readonly [Value, Value], params: ContractParams): Value {
    const { t } = this;
    const [left, right] = [this.varying.has(a), this.varying.has(b)];
    const operand = (value: Value) => this.steps.operandOf(value).value;
    if (!left) return t.emitOne("contract", [operand(a), this.sumOf(b)], params);
    if (!right) return t.emitOne("contract", [this.sumOf(a), operand(b)], params);
    const time = timeLetter(params);
    return ops.contract(t, operand(a), operand(b), `${time}${params.left},${time}${params.right}->${params.out}`);
  }

  /** All steps scatter into one table. */
  private scattered([g, index]: readonly [Value, Value], size: number): Value | null {
    const { t, draft } = this;
    const rows: Operand = this.steps.operandOf(index);
    if (!rows.stacked) return ops.scatterAdd(t, this.sumOf(g), rows.value, size);
    if (index.shape.length !== 1) return null;
    const count = draft.length * index.shape[0]!;
    const all = ops.reshape(t, this.steps.stackOf(g), [count, ...g.shape.slice(1)]);
    return ops.scatterAdd(t, all, ops.reshape(t, rows.value, [count]), size);
  }

  /** A part of what is joined and stacked already is a slice of it. */
  private stack(inner: Value): Value {
    const { t, draft } = this;
    for (const { inner: whole, outer } of draft.stacks) {
      const definition = this.definitions.get(whole);
      const place = definition?.primitive === "concat" ? definition.inputs.indexOf(inner) : -1;
      if (definition?.primitive !== "concat" || place < 0) continue;
      const { axis } = definition.params;
      const from = definition.inputs.slice(0, place).reduce((size, part) => size + part.shape[axis]!, 0);
      return ops.sliceAxis(t, outer, axis + 1, from, from + inner.shape[axis]!);
    }
    return draft.stackOf(inner);
  }
}
