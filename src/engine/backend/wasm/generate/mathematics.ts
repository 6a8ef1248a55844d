// The vector mathematics of one module, as the loops use it.

import type { Code } from "../emit/code.ts";
import type { Arithmetic } from "../mathematics/arithmetic.ts";
import { laneFunctions, vectorFunctions } from "../mathematics/functions.ts";
import { type HostFunctions, power } from "../mathematics/lanes.ts";

export type FunctionName = keyof typeof vectorFunctions | keyof typeof laneFunctions;

export interface Mathematics {
  readonly arithmetic: Arithmetic;
  /** Leaves a constant, four times, on the stack. */
  number(code: Code, value: number): void;
  /** Leaves f of a local on the stack. */
  apply(code: Code, name: FunctionName, x: number): void;
  /** Leaves a to the b on the stack. */
  power(code: Code, a: number, b: number): void;
}

const isVector = (name: FunctionName): name is keyof typeof vectorFunctions => name in vectorFunctions;

export const mathematicsOf = (arithmetic: Arithmetic, host: HostFunctions): Mathematics => ({
  arithmetic,
  number: (code, value) => arithmetic.constants.push(code, value),
  apply: (code, name, x) => {
    if (isVector(name)) vectorFunctions[name](code, x, arithmetic);
    else laneFunctions[name](code, x, arithmetic, host);
  },
  power: (code, a, b) => power(code, a, b, host),
});
