// A scan taken apart, so that a pass can move equations out of its body, add what enters, and stack what leaves.

import type { TapeBuilder } from "../builder.ts";
import type { Equation, EquationOf, Tape, Value } from "../tape.ts";
import { eliminateDeadCode } from "./dead-code.ts";

/** A value of the body and the one outside that it stands for: a constant, or a stack with one more axis. */
export interface Crossing {
  readonly inner: Value;
  readonly outer: Value;
}

export interface Carry {
  readonly inner: Value;
  readonly initial: Value;
  readonly next: Value;
  readonly result: Value;
}

const crossings = (inner: readonly Value[], outer: readonly Value[]): Crossing[] =>
  inner.map((value, index) => ({ inner: value, outer: outer[index]! }));

const inners = (list: readonly { readonly inner: Value }[]) => list.map(({ inner }) => inner);
const outers = (list: readonly Crossing[]) => list.map(({ outer }) => outer);

export class ScanDraft {
  readonly length: number;
  constants: Crossing[];
  carries: Carry[];
  slices: Crossing[];
  stacks: Crossing[];
  equations: readonly Equation[];
  private readonly substitutes = new Map<Value, Value>();

  constructor(private readonly scan: EquationOf<"scan">) {
    const { inputs, outputs, params } = scan;
    const { body, constants, carries } = params;
    const first = constants + carries;
    this.length = params.length;
    this.constants = crossings(body.inputs.slice(0, constants), inputs);
    this.carries = body.inputs.slice(constants, first).map((inner, index) => ({
      inner,
      initial: inputs[constants + index]!,
      next: body.outputs[index]!,
      result: outputs[index]!,
    }));
    this.slices = crossings(body.inputs.slice(first), inputs.slice(first));
    this.stacks = crossings(body.outputs.slice(carries), outputs.slice(carries));
    this.equations = body.equations;
  }

  get carried(): Value[] {
    return inners(this.carries);
  }

  /** All steps of a body value: a slice's own stack, the stack that there is, or a new one. */
  stackOf(inner: Value): Value {
    const known = [...this.slices, ...this.stacks].find((crossing) => crossing.inner === inner);
    if (known) return known.outer;
    const outer: Value = { shape: [this.length, ...inner.shape], origin: inner.origin, name: null };
    this.stacks.push({ inner, outer });
    return outer;
  }

  /** What stands from now on for a stack or a carry's result; the draft's own entry is the caller's to remove. */
  replace(result: Value, by: Value): void {
    this.substitutes.set(result, by);
  }

  /** Equations that nobody reads any more go. */
  prune(): void {
    this.equations = eliminateDeadCode(this.body()).equations;
  }

  /** Emits the scan between what moved in front of it and behind it; gives what stands for its former outputs. */
  rebuild(emit: (equation: Equation) => void, before: TapeBuilder, after: TapeBuilder): readonly Value[] {
    this.prune();
    for (const equation of before.equations) emit(equation);
    if (this.carries.length + this.stacks.length > 0) emit(this.equation());
    for (const equation of after.equations) emit(equation);
    return this.scan.outputs.map((output) => this.substitutes.get(output) ?? output);
  }

  private body(): Tape {
    const { constants, carries, slices, stacks, equations } = this;
    return {
      inputs: [...inners(constants), ...inners(carries), ...inners(slices)],
      equations,
      outputs: [...carries.map(({ next }) => next), ...inners(stacks)],
    };
  }

  private equation(): EquationOf<"scan"> {
    const { constants, carries, slices, stacks } = this;
    return {
      primitive: "scan",
      inputs: [...outers(constants), ...carries.map(({ initial }) => initial), ...outers(slices)],
      params: { ...this.scan.params, body: this.body(), constants: constants.length, carries: carries.length },
      outputs: [...carries.map(({ result }) => result), ...outers(stacks)],
    };
  }
}
