// The error function of four numbers.

import type { Code } from "../emit/code.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { exp } from "./exp.ts";
import { withSign } from "./range.ts";

/** erf x = x P(x²) to 0.9 / 2^24 up to |x| = 1. */
const INNER = [1.12837911, -0.376122475, 0.112795763, -0.0266950838, 0.00489964383, -0.000556185259];
/** erf a = 1 - exp(P(a)) to 0.02 / 2^24 from 1 to 4; the polynomial keeps falling beyond. */
const OUTER = [-0.000320574298, -1.12717164, -0.63801229, -0.103218071, 0.0218895357, -0.00296007399, 0.000187599057];
/** Here erf rounds to 1. */
const LIMIT = 4;

/**
 * Both branches, and the one that x lies in. At most 3 ulp (2 measured over every fifth number); exactly odd; never beyond ±1, and there
 * from |x| = 4 on.
 */
export function erf(code: Code, x: number, arithmetic: Arithmetic): void {
  const a = code.local("v128");
  const square = code.local("v128");
  code.get(x).op("f32x4.abs");
  arithmetic.constants.push(code, LIMIT);
  code.op("f32x4.pmin").tee(a).get(a).op("f32x4.mul").set(square);
  arithmetic.polynomial(code, square, INNER);
  code.get(a).op("f32x4.mul");
  outer(code, a, arithmetic);
  code.get(a);
  arithmetic.constants.push(code, 1);
  code.op("f32x4.lt", "v128.bitselect");
  withSign(code, x, arithmetic);
  code.release("v128", a, square);
}

function outer(code: Code, a: number, arithmetic: Arithmetic): void {
  const exponent = code.local("v128");
  arithmetic.constants.push(code, 1);
  arithmetic.polynomial(code, a, OUTER);
  code.set(exponent);
  exp(code, exponent, arithmetic);
  code.op("f32x4.sub").release("v128", exponent);
}
