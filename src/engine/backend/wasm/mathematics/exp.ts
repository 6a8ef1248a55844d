// The exponential of four numbers, and its first half: x as a multiple of ln 2 and a rest.

import type { Code } from "../emit/code.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { clamp } from "./range.ts";

const LOG2_E = 1.44269502;
/** ln 2 in two parts; a whole number below 2^14 times the first part is exact. */
const LN2_HIGH = 0.693359375;
const LN2_LOW = -0.000212194442;

/** To 0.06 / 2^24 of e^r for |r| at most ln 2 / 2. */
const EXP_REST = [1, 1, 0.49999994, 0.166665211, 0.041668281, 0.0083686905, 0.00138194906];

/** Added to a small number it rounds it to a whole one, which then stands in the lowest bits of the sum. */
const ROUNDER = 1.5 * 2 ** 23;

export interface Reduction {
  /** Holds n + bias in its lowest bits. */
  readonly rounded: number;
  readonly rest: number;
}

/**
 * x·sign = n ln 2 + sign·rest with |rest| at most ln 2 / 2, both into new locals that the caller releases. The sign comes free here, and
 * costs an instruction elsewhere.
 */
export function reduce(code: Code, x: number, arithmetic: Arithmetic, sign: 1 | -1, bias: number): Reduction {
  const { constants } = arithmetic;
  const rounded = code.local("v128");
  const rest = code.local("v128");
  const push = (value: number) => () => constants.push(code, value);
  const whole = () => code.get(rest);
  arithmetic.multiplyAdd(code, () => code.get(x), push(sign * LOG2_E), push(ROUNDER + bias));
  code.tee(rounded);
  push(ROUNDER + bias)();
  code.op("f32x4.sub").set(rest);
  const high = () => arithmetic.multiplyAdd(code, whole, push(-sign * LN2_HIGH), () => code.get(x));
  arithmetic.multiplyAdd(code, whole, push(-sign * LN2_LOW), high);
  code.set(rest);
  return { rounded, rest };
}

/**
 * 2^n e^r: r by a polynomial of degree 6. At most 1 ulp, measured over every third number at least. 2^n is multiplied in as two factors
 * that are normal, so that results round to subnormals once, and to ∞.
 */
export function exp(code: Code, x: number, arithmetic: Arithmetic): void {
  const clamped = code.local("v128");
  code.get(x);
  // just beyond the last x with e^x above 0 and below ∞
  clamp(code, arithmetic, -104, 89);
  code.set(clamped);
  const { rounded, rest } = reduce(code, clamped, arithmetic, 1, 2 * 127);
  arithmetic.polynomial(code, rest, EXP_REST);
  scale(code, arithmetic, rounded, clamped);
  code.release("v128", clamped, rounded, rest);
}

/** Multiplies the vector on the stack by 2^n, where `rounded` holds n + 2·127; `half` is overwritten. */
function scale(code: Code, arithmetic: Arithmetic, rounded: number, half: number): void {
  code.get(rounded).i32(23).op("i32x4.shl").tee(rounded).i32(1).op("i32x4.shr_u");
  arithmetic.constants.pushWord(code, 0xff800000);
  code.op("v128.and").tee(half).op("f32x4.mul");
  code.get(rounded).get(half).op("i32x4.sub", "f32x4.mul");
}
