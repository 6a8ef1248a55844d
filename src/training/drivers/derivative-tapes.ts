// The tapes behind an objective. A gradient is a tape, so it is differentiated again (B. Pearlmutter, Fast exact multiplication by the Hessian,
// 1994): a product with the Hessian, with Jᵀ or with J costs a few forward passes, and is exact.

import { TapeBuilder } from "../../engine/builder.ts";
import { grad } from "../../engine/grad.ts";
import * as ops from "../../engine/ops.ts";
import { simplify } from "../../engine/passes/index.ts";
import type { Tape, Value } from "../../engine/tape.ts";

const allAxes = (value: Value) => value.shape.map((_, axis) => axis);

/** Σ a ⊙ b over all pairs. */
const innerProduct = (t: TapeBuilder, a: readonly Value[], b: readonly Value[]): Value =>
  a
    .map((x, index) => ops.sum(t, ops.multiply(t, x, b[index]!), allAxes(x)))
    .reduce((total, term) => ops.add(t, total, term), ops.scalar(t, 0));

/** `tape` with one more input for each of its outputs, its probe; the only output is Σ output ⊙ probe. */
function probed(tape: Tape): { tape: Tape; probes: readonly Value[] } {
  const t = new TapeBuilder();
  t.inputs.push(...tape.inputs);
  t.equations.push(...tape.equations);
  const probes = tape.outputs.map(({ shape }) => t.input(shape, { name: "probe" }));
  return { tape: t.finish([innerProduct(t, tape.outputs, probes)]), probes };
}

/** The gradient of the only output alone. */
function gradientAlone(tape: Tape, wrt: readonly Value[]): Tape {
  const both = grad(tape, { of: 0, wrt });
  return simplify({ ...both, outputs: both.outputs.slice(1) });
}

/** Inputs as `loss`, whose only output is a scalar. Outputs: the loss, then its gradient by each of `wrt`. */
export const gradientTape = (loss: Tape, wrt: readonly Value[]): Tape => simplify(grad(loss, { of: 0, wrt }));

/** Inputs: those of `loss`, then v, a value of the shape of each of `wrt`. Outputs: H v in the same parts. */
export function hessianProductTape(loss: Tape, wrt: readonly Value[]): Tape {
  return gradientAlone(probed(gradientAlone(loss, wrt)).tape, wrt);
}

/** Inputs: those of `residual`, then u of the shape of its only output. Outputs: Jᵀ u in the parts of `wrt`. */
export const transposedProductTape = (residual: Tape, wrt: readonly Value[]): Tape => gradientAlone(probed(residual).tape, wrt);

/** Inputs: those of `residual`, then u, on which nothing depends, then v in the parts of `wrt`. Output: J v, as the derivative of (Jᵀ u)·v by u. */
export function jacobianProductTape(residual: Tape, wrt: readonly Value[]): Tape {
  const { tape, probes } = probed(residual);
  return gradientAlone(probed(gradientAlone(tape, wrt)).tape, probes);
}
