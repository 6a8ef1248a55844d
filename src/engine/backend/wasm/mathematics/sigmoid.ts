// The logistic function of four numbers.

import type { Code } from "../emit/code.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { reduce } from "./exp.ts";
import { clamp } from "./range.ts";

/** To 1.6 / 2^24 of e^-r for |r| at most ln 2 / 2. */
const EXP_MINUS_REST = [1, -0.999999702, 0.499991447, -0.166676536, 0.0418985635, -0.00828931388];

/**
 * 1 / (1 + 2^n e^-r) with 2^n from 2^-127, as 0, to 2^128, as ∞. At most 4 ulp, measured over all numbers from -1e-4 down to
 * -87.3, where the result stops being normal; at most 2 for positive ones. Subnormal results turn into 0 from x = -88.4 on.
 */
export function sigmoid(code: Code, x: number, arithmetic: Arithmetic): void {
  const { constants } = arithmetic;
  const clamped = code.local("v128");
  const one = () => constants.push(code, 1);
  code.get(x);
  clamp(code, arithmetic, -88.7, 88);
  code.set(clamped);
  const { rounded, rest } = reduce(code, clamped, arithmetic, -1, 127);
  one();
  arithmetic.multiplyAdd(
    code,
    () => arithmetic.polynomial(code, rest, EXP_MINUS_REST),
    () => code.get(rounded).i32(23).op("i32x4.shl"),
    one,
  );
  code.op("f32x4.div").release("v128", clamped, rounded, rest);
}
