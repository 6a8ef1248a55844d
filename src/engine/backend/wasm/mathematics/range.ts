// Bounds and signs of vectors.

import type { Code } from "../emit/code.ts";
import type { Arithmetic } from "./arithmetic.ts";

/** Brings the vector on the stack between low and high. A NaN stays: pmin and pmax give their first operand where the comparison fails. */
export function clamp(code: Code, { constants }: Arithmetic, low: number, high: number): void {
  constants.push(code, low);
  code.op("f32x4.pmax");
  constants.push(code, high);
  code.op("f32x4.pmin");
}

/** Gives the vector on the stack, of positive numbers, the signs of x. */
export function withSign(code: Code, x: number, { constants }: Arithmetic): void {
  code.get(x);
  constants.push(code, -0);
  code.op("v128.and", "v128.or");
}
