// grad: tape to tape. The result computes what the tape computed, and then the gradient of one of its outputs.

import { activeValues, backpropagate, Cotangents } from "./backpropagate.ts";
import { TapeBuilder } from "./builder.ts";
import * as ops from "./ops.ts";
import { type RecordedScan, recordScan } from "./scan-grad.ts";
import { TapeError } from "./shape-rules.ts";
import type { Equation, EquationOf, Tape, Value } from "./tape.ts";

export interface GradOptions {
  /** Index of the output that is differentiated: a scalar. */
  readonly of: number;
  /**
   * Values of the tape with respect to which. For a stacked output of a scan it is the total derivative by the value inside
   * the body at each step, through all later steps.
   */
  readonly wrt: readonly Value[];
}

/** The scan that stacks each value, where one does. */
function stackedBy(equations: readonly Equation[]): ReadonlyMap<Value, EquationOf<"scan">> {
  const stacks = new Map<Value, EquationOf<"scan">>();
  for (const equation of equations) {
    if (equation.primitive !== "scan") continue;
    for (const stack of equation.outputs.slice(equation.params.carries)) stacks.set(stack, equation);
  }
  return stacks;
}

/** Copies the equations of a tape into a new builder; scans on the way of a gradient keep what their derivative reads. */
class Replay {
  readonly builder = new TapeBuilder();
  readonly recorded = new Map<EquationOf<"scan">, RecordedScan>();
  private readonly copies = new Map<Value, Value>();

  constructor(
    readonly tape: Tape,
    private readonly active: ReadonlySet<Value>,
    private readonly inspected: ReadonlySet<Value>,
  ) {
    for (const input of tape.inputs) {
      this.copies.set(input, input);
      this.builder.inputs.push(input);
    }
    for (const equation of tape.equations) this.copy(equation);
  }

  of = (value: Value): Value => {
    const copy = this.copies.get(value);
    if (!copy) throw new TapeError("a value is used before it is defined");
    return copy;
  };

  private copy(equation: Equation): void {
    if (equation.primitive === "scan" && equation.outputs.some((output) => this.active.has(output))) {
      this.record(equation);
      return;
    }
    this.builder.equations.push({ ...equation, inputs: equation.inputs.map(this.of) } as Equation);
    for (const output of equation.outputs) this.copies.set(output, output);
  }

  private record(equation: EquationOf<"scan">): void {
    const activeInputs = equation.inputs.map((input) => this.active.has(input));
    const inspected = equation.outputs.map((output) => this.inspected.has(output));
    const scan = recordScan(this.builder, equation, equation.inputs.map(this.of), activeInputs, inspected);
    equation.outputs.forEach((output, index) => {
      this.copies.set(output, scan.outputs[index]!);
    });
    this.recorded.set(scan.equation, scan);
  }
}

/**
 * The tape extended by a backward pass. Inputs stay; outputs are those of `tape`, then one gradient for each of `wrt`,
 * of its shape, zero where the output does not depend on it.
 */
export function grad(tape: Tape, { of, wrt }: GradOptions): Tape {
  const target = tape.outputs[of];
  if (!target || target.shape.length > 0) throw new TapeError("grad: only a scalar output can be differentiated");
  const stacks = stackedBy(tape.equations);
  const inspected = new Set(wrt.filter((value) => stacks.has(value)));
  // a value inside a body reaches all that its scan gives, the last carries too
  const reached = [...inspected].flatMap((stack) => stacks.get(stack)!.outputs);
  const active = activeValues(tape.equations, [...wrt, ...reached]);
  const replay = new Replay(tape, active, inspected);
  const { builder } = replay;
  const forward = [...builder.equations];
  const cotangents = new Cotangents(builder);
  const activeCopies = new Set([...active].map(replay.of));
  const inspectedGradients = new Map<Value, Value>();

  cotangents.add(replay.of(target), ops.scalar(builder, 1));
  backpropagate(builder, forward, activeCopies, cotangents, (equation) => {
    const gradients = replay.recorded.get(equation)?.backward(cotangents);
    for (const [stack, gradient] of gradients ?? []) inspectedGradients.set(stack, gradient);
  });
  const gradientOf = (value: Value): Value => {
    const copy = replay.of(value);
    const gradient = inspected.has(value) ? inspectedGradients.get(copy) : cotangents.get(copy);
    return gradient ?? ops.zerosLike(builder, copy);
  };
  const gradients = wrt.map(gradientOf);
  return builder.finish([...tape.outputs.map(replay.of), ...gradients]);
}
