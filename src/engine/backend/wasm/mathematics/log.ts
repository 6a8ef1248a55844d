// The natural logarithm of four numbers.

import type { Code } from "../emit/code.ts";
import type { Arithmetic } from "./arithmetic.ts";

const LN2_HIGH = 0.693359375;
const LN2_LOW = -0.000212194442;
const SMALLEST_NORMAL = 2 ** -126;
/** The bits of √½, where the mantissas begin. */
const ROOT_HALF = 0x3f3504f3;
const EXPONENT = 0xff800000;

/** log(1 + f) = f - f²/2 + f³ P(f) to 0.1 / 2^24 for 1 + f from √½ to √2. */
const CUBIC_AND_ABOVE = [0.333333313, -0.250008225, 0.200012505, -0.166233152, 0.14201273, -0.1316019, 0.127647668, -0.076381959];

/**
 * x = 2^n (1 + f): n ln 2 + f - f²/2 + f³ P(f), P of degree 7, ln 2 in two parts. At most 2 ulp (1 measured over every 16th number, and
 * over all from 0.5 to 2); log(±0) = -∞, log of less is NaN.
 */
export function log(code: Code, x: number, arithmetic: Arithmetic): void {
  const n = code.local("v128");
  const f = code.local("v128");
  split(code, x, arithmetic, n, f);
  series(code, arithmetic, n, f);
  exceptions(code, x, arithmetic);
  code.release("v128", n, f);
}

/** Sets n and f so that x = 2^n (1 + f). A subnormal x is made normal first. */
function split(code: Code, x: number, { constants }: Arithmetic, n: number, f: number): void {
  const subnormal = code.local("v128");
  code.get(x);
  constants.push(code, 2 ** 23);
  code.op("f32x4.mul").get(x).get(x);
  constants.push(code, SMALLEST_NORMAL);
  code.op("f32x4.lt").tee(subnormal).op("v128.bitselect").tee(f).get(f);
  constants.pushWord(code, ROOT_HALF);
  code.op("i32x4.sub").tee(n);
  constants.pushWord(code, EXPONENT);
  code.op("v128.and", "i32x4.sub");
  constants.push(code, 1);
  code.op("f32x4.sub").set(f).get(n).i32(23).op("i32x4.shr_s", "f32x4.convert_i32x4_s").get(subnormal);
  constants.push(code, 23);
  code.op("v128.and", "f32x4.sub").set(n).release("v128", subnormal);
}

/** n ln 2 + log(1 + f), the small terms first. */
function series(code: Code, arithmetic: Arithmetic, n: number, f: number): void {
  const square = code.local("v128");
  const push = (value: number) => () => arithmetic.constants.push(code, value);
  const local = (index: number) => () => code.get(index);
  code.get(f).get(f).op("f32x4.mul").set(square);
  const cubic = () => arithmetic.polynomial(code, f, CUBIC_AND_ABOVE);
  const quadratic = () => arithmetic.multiplyAdd(code, cubic, local(f), push(-0.5));
  const low = () => arithmetic.multiplyAdd(code, local(n), push(LN2_LOW), local(f));
  const all = () => arithmetic.multiplyAdd(code, quadratic, local(square), low);
  arithmetic.multiplyAdd(code, local(n), push(LN2_HIGH), all);
}

/** Puts right what is on the stack where x is no positive number: ∞ and NaN stay, less than 0 becomes NaN, ±0 becomes -∞. */
function exceptions(code: Code, x: number, { constants }: Arithmetic): void {
  code.get(x).get(x);
  constants.push(code, Number.POSITIVE_INFINITY);
  code.op("f32x4.lt", "v128.bitselect").get(x);
  constants.push(code, 0);
  code.op("f32x4.lt", "v128.or");
  const result = code.local("v128");
  code.set(result);
  constants.push(code, Number.NEGATIVE_INFINITY);
  code.get(result).get(x);
  constants.push(code, 0);
  code.op("f32x4.eq", "v128.bitselect").release("v128", result);
}
