// A tape without scans: each body is written out once a step. What scans and their derivatives are compared with.

import { TapeBuilder } from "../../src/engine/builder.ts";
import * as ops from "../../src/engine/ops.ts";
import type { Equation, EquationOf, Tape, Value } from "../../src/engine/tape.ts";

export interface Unrolled {
  readonly tape: Tape;
  /** For every stack of a scan: its value at each step. */
  readonly steps: ReadonlyMap<Value, readonly Value[]>;
}

class Unroller {
  readonly builder = new TapeBuilder();
  readonly steps = new Map<Value, readonly Value[]>();
  private readonly copies = new Map<Value, Value>();

  constructor(readonly tape: Tape) {
    for (const input of tape.inputs) {
      this.builder.inputs.push(input);
      this.copies.set(input, input);
    }
    this.write(tape.equations, this.copies);
  }

  of = (value: Value): Value => this.copies.get(value)!;

  private write(equations: readonly Equation[], copies: Map<Value, Value>): void {
    for (const equation of equations) {
      const inputs = equation.inputs.map((value) => copies.get(value)!);
      const outputs =
        equation.primitive === "scan" ? this.scan(equation, inputs) : this.builder.emit(equation.primitive, inputs, equation.params);
      for (const [index, value] of equation.outputs.entries()) copies.set(value, outputs[index]!);
    }
  }

  private step(stack: Value, step: number): Value {
    return ops.reshape(this.builder, ops.sliceAxis(this.builder, stack, 0, step, step + 1), stack.shape.slice(1));
  }

  private scan({ params, outputs }: EquationOf<"scan">, inputs: readonly Value[]): readonly Value[] {
    const { body, length, reverse, constants, carries } = params;
    const order = Array.from({ length }, (_, i) => (reverse ? length - 1 - i : i));
    let carried = inputs.slice(constants, constants + carries);
    const results: (readonly Value[])[] = [];
    for (const step of order) {
      const slices = inputs.slice(constants + carries).map((stack) => this.step(stack, step));
      // each step reads its inputs under names of its own, so that a gradient by one of them is that step's
      const own = [...inputs.slice(0, constants), ...carried, ...slices].map((value) => ops.identity(this.builder, value));
      const copies = new Map(body.inputs.map((input, index) => [input, own[index]!]));
      this.write(body.equations, copies);
      const given = body.outputs.map((value) => copies.get(value)!);
      carried = given.slice(0, carries);
      results[step] = given.slice(carries);
    }
    const stacks = body.outputs.slice(carries).map((_, index) => results.map((given) => given[index]!));
    for (const [index, values] of stacks.entries()) this.steps.set(outputs[carries + index]!, values);
    return [...carried, ...stacks.map((values) => this.stack(values))];
  }

  private stack(values: readonly Value[]): Value {
    const rows = values.map((value) => ops.reshape(this.builder, value, [1, ...value.shape]));
    return ops.concat(this.builder, rows, 0);
  }
}

export function unroll(tape: Tape): Unrolled {
  const unroller = new Unroller(tape);
  return { tape: unroller.builder.finish(tape.outputs.map(unroller.of)), steps: unroller.steps };
}
