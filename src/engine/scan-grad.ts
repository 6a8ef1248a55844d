// The derivative of scan: the forward scan keeps, at every step, what the backward body reads (residuals, stacked over the
// steps); one more scan runs the other way and carries the cotangents of the carries and the sums for the constants.

import type { Cotangents } from "./backpropagate.ts";
import type { TapeBuilder } from "./builder.ts";
import * as ops from "./ops.ts";
import { type BackwardBody, backwardBody, splitInputs } from "./scan-backward.ts";
import type { EquationOf, Value } from "./tape.ts";

export interface RecordedScan {
  /** The forward scan as it was emitted, with residual stacks. */
  readonly equation: EquationOf<"scan">;
  /** Its outputs that stand for the original's, in order. */
  readonly outputs: readonly Value[];
  /** Emits the backward scan and adds to the cotangents of the scan's inputs. Gives the gradients of inspected stacks. */
  backward(cotangents: Cotangents): ReadonlyMap<Value, Value>;
}

/** Which output of the extended scan stacks each residual; one that is stacked already is not stacked twice. */
function residualStacks({ body, carries }: EquationOf<"scan">["params"], residuals: readonly Value[]): Map<Value, number> {
  const stacks = new Map<Value, number>();
  body.outputs.forEach((value, index) => {
    if (index >= carries) stacks.set(value, index);
  });
  let next = body.outputs.length;
  for (const residual of residuals) if (!stacks.has(residual)) stacks.set(residual, next++);
  return stacks;
}

/** The forward scan with its residual stacks. */
function emitExtended(builder: TapeBuilder, { params }: EquationOf<"scan">, inputs: readonly Value[], stacks: ReadonlyMap<Value, number>) {
  const { body } = params;
  const extra = [...stacks].filter(([, index]) => index >= body.outputs.length).map(([value]) => value);
  const outputs = builder.emit("scan", inputs, { ...params, body: { ...body, outputs: [...body.outputs, ...extra] } });
  return { equation: builder.equations.at(-1) as EquationOf<"scan">, outputs };
}

class Recording implements RecordedScan {
  readonly equation: EquationOf<"scan">;
  readonly outputs: readonly Value[];
  private readonly stacks: ReadonlyMap<Value, number>;
  private readonly emitted: readonly Value[];

  constructor(
    private readonly builder: TapeBuilder,
    original: EquationOf<"scan">,
    private readonly inputs: readonly Value[],
    private readonly step: BackwardBody,
  ) {
    this.stacks = residualStacks(original.params, step.residuals);
    const { equation, outputs } = emitExtended(builder, original, inputs, this.stacks);
    this.equation = equation;
    this.emitted = outputs;
    this.outputs = outputs.slice(0, original.outputs.length);
  }

  backward(cotangents: Cotangents): ReadonlyMap<Value, Value> {
    const { step, emitted } = this;
    const reached = emitted.some((output) => cotangents.get(output));
    if (!reached || step.carried.length + step.stacked.length === 0) return new Map();
    return this.distribute(cotangents, this.emitBackward(cotangents));
  }

  /** Runs the backward body over the steps, from the last to the first (or the other way, for a reversed scan). */
  private emitBackward(cotangents: Cotangents): readonly Value[] {
    const { builder, step, emitted } = this;
    const { length, reverse, constants, carries } = this.equation.params;
    const outer = splitInputs(this.inputs, { constants, carries });
    const stacksFed = step.stackSeeds.filter(({ output }) => cotangents.get(emitted[output]!));
    const absent = step.stackSeeds.filter(({ output }) => !cotangents.get(emitted[output]!));
    const body = step.write(
      stacksFed.map(({ seed }) => seed),
      absent.map(({ seed }) => seed),
    );
    const operands = [
      ...step.constants.map((index) => outer.constants[index]!),
      ...step.activeCarries.map(({ index, value }) => cotangents.get(emitted[index]!) ?? ops.zerosLike(builder, value)),
      ...step.activeConstants.map(({ value }) => ops.zerosLike(builder, value)),
      ...step.slices.map((index) => outer.slices[index]!),
      ...step.residuals.map((value) => emitted[this.stacks.get(value)!]!),
      ...stacksFed.map(({ output }) => cotangents.get(emitted[output]!)!),
    ];
    return builder.emit("scan", operands, {
      body,
      length,
      reverse: !reverse,
      constants: step.constants.length,
      carries: step.carried.length,
    });
  }

  /** Hands the backward scan's results to the inputs they belong to. */
  private distribute(cotangents: Cotangents, results: readonly Value[]): ReadonlyMap<Value, Value> {
    const { step, emitted } = this;
    const outer = splitInputs(this.inputs, this.equation.params);
    let next = 0;
    for (const { index } of step.activeCarries) cotangents.add(outer.carries[index]!, results[next++]!);
    for (const { index } of step.activeConstants) cotangents.add(outer.constants[index]!, results[next++]!);
    for (const { index } of step.activeSlices) cotangents.add(outer.slices[index]!, results[next++]!);
    return new Map(step.inspected.map((output) => [emitted[output]!, results[next++]!]));
  }
}

/**
 * Emits the forward scan of `equation` on `builder` with stacks for all that its derivative will read.
 * @param inputs the scan's inputs on the builder
 * @param activeInputs which of them are on the way of a gradient
 * @param inspected which outputs' body values want their own gradient, per step
 */
export function recordScan(
  builder: TapeBuilder,
  equation: EquationOf<"scan">,
  inputs: readonly Value[],
  activeInputs: readonly boolean[],
  inspected: readonly boolean[],
): RecordedScan {
  return new Recording(builder, equation, inputs, backwardBody(equation.params, activeInputs, inspected));
}
