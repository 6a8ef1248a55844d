// The code of each elementwise operation on four numbers.

import type { Code } from "../emit/code.ts";
import type { PlainName } from "../emit/opcodes.ts";
import type { Operation } from "../plan/items.ts";
import type { Mathematics } from "./mathematics.ts";

/** Leaves the result on the stack; operands are locals. */
type Write = (code: Code, operands: readonly number[], mathematics: Mathematics) => void;

const plain =
  (name: PlainName): Write =>
  (code, operands) => {
    for (const operand of operands) code.get(operand);
    code.op(name);
  };

const comparison =
  (name: PlainName): Write =>
  (code, [a, b], { number }) => {
    code.get(a!).get(b!).op(name);
    number(code, 1);
    code.op("v128.and");
  };

const called =
  (name: "exp" | "log" | "tanh" | "sigmoid" | "softplus" | "erf" | "sin" | "cos"): Write =>
  (code, [x], mathematics) =>
    mathematics.apply(code, name, x!);

const SIGN_BIT = 0x80000000 | 0;

export const operations: { readonly [K in Operation]: Write } = {
  copy: (code, [x]) => {
    code.get(x!);
  },
  negate: plain("f32x4.neg"),
  sqrt: plain("f32x4.sqrt"),
  abs: plain("f32x4.abs"),
  add: plain("f32x4.add"),
  subtract: plain("f32x4.sub"),
  multiply: plain("f32x4.mul"),
  divide: plain("f32x4.div"),
  maximum: plain("f32x4.max"),
  minimum: plain("f32x4.min"),
  greater: comparison("f32x4.gt"),
  greaterEqual: comparison("f32x4.ge"),
  equal: comparison("f32x4.eq"),
  exp: called("exp"),
  log: called("log"),
  tanh: called("tanh"),
  sigmoid: called("sigmoid"),
  softplus: called("softplus"),
  erf: called("erf"),
  sin: called("sin"),
  cos: called("cos"),
  power: (code, [a, b], mathematics) => mathematics.power(code, a!, b!),
  // ±1 with the sign of x; 0 and NaN stay
  sign: (code, [x], { number }) => {
    code.get(x!).words(SIGN_BIT).op("v128.and");
    number(code, 1);
    code.op("v128.or").get(x!);
    number(code, 0);
    code.get(x!).op("f32x4.abs", "f32x4.lt", "v128.bitselect");
  },
  select: (code, [condition, then, otherwise], { number }) => {
    code.get(then!).get(otherwise!).get(condition!);
    number(code, 0);
    code.op("f32x4.ne", "v128.bitselect");
  },
};
