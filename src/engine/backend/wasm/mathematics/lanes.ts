// Functions without a vector form: each lane through an imported function on f64. They are JavaScript's own, and its engines may disagree in
// the last bit of f64: rounded to f32 that is seen once in some hundred million results.

import type { Code } from "../emit/code.ts";
import type { ImportedFunction } from "../emit/module.ts";

export type HostFunctionName = "power" | "sin" | "cos";
/** Indices that the imported functions have in the module. */
export type HostFunctions = Readonly<Record<HostFunctionName, number>>;

const f64 = "f64" as const;

/** What to import, and what the host gives for it. */
export const hostFunctions = {
  power: { name: "power", parameters: [f64, f64], results: [f64], implementation: Math.pow },
  sin: { name: "sin", parameters: [f64], results: [f64], implementation: Math.sin },
  cos: { name: "cos", parameters: [f64], results: [f64], implementation: Math.cos },
} as const satisfies Record<HostFunctionName, ImportedFunction & { implementation: (x: number, y: number) => number }>;

/** Leaves f of the lanes of all `operands` on the stack, rounded once from f64. */
function eachLane(code: Code, operands: readonly number[], index: number): void {
  const result = code.local("v128");
  for (const lane of [0, 1, 2, 3]) {
    code.get(result);
    for (const operand of operands) code.get(operand).lane("f32x4.extract_lane", lane).op("f64.promote_f32");
    code.call(index).op("f32.demote_f64").lane("f32x4.replace_lane", lane).set(result);
  }
  code.get(result).release("v128", result);
}

/** Math.sin, rounded: 1 ulp. */
export function sin(code: Code, x: number, _: unknown, host: HostFunctions): void {
  eachLane(code, [x], host.sin);
}

/** Math.cos, rounded: 1 ulp. */
export function cos(code: Code, x: number, _: unknown, host: HostFunctions): void {
  eachLane(code, [x], host.cos);
}

/** Math.pow, rounded: 1 ulp. Of two vectors: base and exponent. */
export function power(code: Code, base: number, exponent: number, host: HostFunctions): void {
  eachLane(code, [base, exponent], host.power);
}
