// A gradient that vanishes on its way back through the steps becomes so small that f32 has subnormal numbers for it, and with these
// many machines compute several times more slowly. What a backward scan carries is taken as 0 below 2^-100, long before that.

import { TapeBuilder } from "../builder.ts";
import * as ops from "../ops.ts";
import type { EquationOf, Tape, Value } from "../tape.ts";
import { rewrite, rewriteFlat } from "./rewrite.ts";

/** Beside gradients that an optimizer can see this is nothing; a few products of it are still normal numbers. */
const TINY = 2 ** -100;

/** x, and 0 where |x| is at most 2^-100. A NaN stays. */
function flushed(t: TapeBuilder, x: Value): Value {
  const isTiny = ops.greaterEqual(t, ops.constant(t, x.shape, TINY), ops.abs(t, x));
  return ops.select(t, isTiny, ops.constant(t, x.shape, 0), x);
}

function flushBody({ params: { body, constants, carries } }: EquationOf<"scan">): Tape {
  const t = new TapeBuilder();
  const carried = body.inputs.slice(constants, constants + carries);
  const instead = new Map(carried.map((carry) => [carry, t.at(carry.origin, () => flushed(t, carry))]));
  const read = (value: Value) => instead.get(value) ?? value;
  const reading = rewriteFlat(body, (equation, emit) => {
    emit({ ...equation, inputs: equation.inputs.map(read) });
    return equation.outputs;
  });
  // a carry that goes on as it came keeps its numbers
  return { ...reading, equations: [...t.equations, ...reading.equations] };
}

/** For f32: in f64 the numbers differ by 2^-100 and what that leads to. */
export const flushTiny = (tape: Tape): Tape =>
  rewrite(tape, () => (equation, emit) => {
    if (equation.primitive !== "scan" || !equation.params.reverse) return null;
    emit({ ...equation, params: { ...equation.params, body: flushBody(equation) } });
    return equation.outputs;
  });
