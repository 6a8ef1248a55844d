// One elementwise kernel on single numbers, for folding: the numbers that the executor would compute, in f64.

import type { PrimitiveName } from "../../tape.ts";
import { type ElementwiseName, elementwise } from "./elementwise.ts";

export function runKernel(primitive: PrimitiveName, operands: readonly number[]): number {
  const loop = elementwise[primitive as ElementwiseName] as (y: Float64Array, ...operands: Float64Array[]) => void;
  const result = new Float64Array(1);
  const [a = Number.NaN, b = a, c = a] = operands;
  loop(result, Float64Array.of(a), Float64Array.of(b), Float64Array.of(c));
  return result[0]!;
}
