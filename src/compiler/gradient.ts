// The gradient tape of a program: forward, then the gradient of the loss by any of its named values.

import { TapeBuilder } from "../engine/builder.ts";
import { grad } from "../engine/grad.ts";
import * as ops from "../engine/ops.ts";
import { simplify } from "../engine/passes/index.ts";
import type { Tape, Value } from "../engine/tape.ts";
import type { Program } from "./program.ts";

/** The forward tape with the loss as its first output, as a scalar. */
export function lossFirst({ forward }: Program, lossIndex: number): Tape {
  const builder = new TapeBuilder();
  builder.inputs.push(...forward.inputs);
  builder.equations.push(...forward.equations);
  const loss = forward.outputs[lossIndex]!;
  const scalar = builder.at(loss.origin, () => ops.reshape(builder, loss, []));
  return builder.finish([scalar, ...forward.outputs]);
}

/**
 * Outputs: the loss, then the named values `values` of the program, then the gradient by each of `wrt`.
 * @param values indices into `program.values`
 * @param wrt indices into `program.values`, or behind them into `program.wires`
 */
export function gradientTape(program: Program, values: readonly number[], wrt: readonly number[]): Tape {
  const pick = (outputs: readonly Value[], indices: readonly number[]) => indices.map((index) => outputs[index]!);
  if (program.lossIndex === null) {
    return simplify({ ...program.forward, outputs: pick(program.forward.outputs, values) });
  }
  const tape = lossFirst(program, program.lossIndex);
  const narrow = { ...tape, outputs: [tape.outputs[0]!, ...pick(program.forward.outputs, values)] };
  return simplify(grad(narrow, { of: 0, wrt: pick(program.forward.outputs, wrt) }));
}
