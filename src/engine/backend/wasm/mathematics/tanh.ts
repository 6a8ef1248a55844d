// The hyperbolic tangent of four numbers.

import type { Code } from "../emit/code.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { withSign } from "./range.ts";

/** From here on the quotient rounds to 1. */
const LIMIT = 8.8;
const NEAR = [1, 0.532279015, 0.283094525, 0.0989874303, 0.026484672, 0.0062476173, 0.000676360389, 0.000230874779];
const REST = [1, -0.467722952, 0.0841830075, -0.0068817148, 0.000214569242];

/**
 * ± N / (N + D) for a = |x|, N = a P(a) of degree 8, D of degree 4, so that N / D = (e^2a - 1) / 2. What N and D are wrong by counts only
 * 1 - tanh a times, and both stay free of rounding where they are near 1; the usual x P(x²) / Q(x²) costs a fifth less, but its roundings
 * add up to 6 ulp. At most 4 ulp, measured over all numbers from 1e-4 to 9.2; exactly odd; never beyond ±1, and there from |x| = 8.8
 * on; x itself where that is the nearest.
 */
export function tanh(code: Code, x: number, arithmetic: Arithmetic): void {
  const { constants } = arithmetic;
  const a = code.local("v128");
  const near = code.local("v128");
  code.get(x).op("f32x4.abs");
  constants.push(code, LIMIT);
  code.op("f32x4.pmin").set(a);
  arithmetic.polynomial(code, a, NEAR);
  code.get(a).op("f32x4.mul").tee(near).get(near);
  arithmetic.polynomial(code, a, REST);
  code.op("f32x4.add", "f32x4.div");
  withSign(code, x, arithmetic);
  code.release("v128", a, near);
}
