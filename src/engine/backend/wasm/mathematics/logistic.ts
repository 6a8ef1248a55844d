// softplus and the logistic function of x and of -x, from one exponential: all four are made of e = e^-|x|.

import type { Code } from "../emit/code.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { exp } from "./exp.ts";
import { logOnePlus } from "./softplus.ts";

/** Locals that the caller releases; those but `e` are written when first asked for. */
export interface Logistic {
  readonly x: number;
  /** e^-|x| */
  readonly e: number;
  /** log(1 + e) */
  tail?: number;
  /** 1 / (1 + e) */
  share?: number;
}

export function beginLogistic(code: Code, x: number, arithmetic: Arithmetic): Logistic {
  const e = code.local("v128");
  code.get(x).op("f32x4.abs", "f32x4.neg").set(e);
  exp(code, e, arithmetic);
  code.set(e);
  return { x, e };
}

/** Leaves softplus(x), or softplus(-x), on the stack: max(±x, 0) + log(1 + e). At most 3 ulp. */
export function softplusOf(code: Code, of: Logistic, flipped: boolean, arithmetic: Arithmetic): void {
  if (of.tail === undefined) {
    of.tail = code.local("v128");
    logOnePlus(code, of.e, arithmetic);
    code.set(of.tail);
  }
  code.get(of.tail).get(of.x);
  if (flipped) code.op("f32x4.neg");
  arithmetic.constants.push(code, 0);
  code.op("f32x4.pmax", "f32x4.add");
}

/** Leaves σ(x), or σ(-x), on the stack: 1 / (1 + e) where the argument is positive, else e / (1 + e). At most 4 ulp. */
export function sigmoidOf(code: Code, of: Logistic, flipped: boolean, arithmetic: Arithmetic): void {
  const one = () => arithmetic.constants.push(code, 1);
  if (of.share === undefined) {
    of.share = code.local("v128");
    one();
    one();
    code.get(of.e).op("f32x4.add", "f32x4.div").set(of.share);
  }
  const large = () => code.get(of.share!);
  const small = () => code.get(of.share!).get(of.e).op("f32x4.mul");
  if (flipped) small();
  large();
  if (!flipped) small();
  code.get(of.x);
  arithmetic.constants.push(code, 0);
  // a NaN is not below 0, and makes e one
  code.op("f32x4.ge", "v128.bitselect");
}

export function releaseLogistic(code: Code, { e, tail, share }: Logistic): void {
  for (const local of [e, tail, share]) if (local !== undefined) code.release("v128", local);
}
