// The vector functions by their names on the tape.

import type { Code } from "../emit/code.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { erf } from "./erf.ts";
import { exp } from "./exp.ts";
import { cos, type HostFunctions, sin } from "./lanes.ts";
import { log } from "./log.ts";
import { sigmoid } from "./sigmoid.ts";
import { softplus } from "./softplus.ts";
import { tanh } from "./tanh.ts";

/** Emits code that leaves f of the v128 local `x` on the stack; `x` stays as it is. */
export type VectorFunction = (code: Code, x: number, arithmetic: Arithmetic) => void;
export type LaneFunction = (code: Code, x: number, arithmetic: Arithmetic, host: HostFunctions) => void;

/** Rounded correctly by the machine. */
function sqrt(code: Code, x: number): void {
  code.get(x).op("f32x4.sqrt");
}

export const vectorFunctions = { exp, log, tanh, sigmoid, softplus, erf, sqrt } as const satisfies Record<string, VectorFunction>;

/** Slow: four calls to the host each. `power`, of two operands, is in lanes.ts. */
export const laneFunctions = { sin, cos } as const satisfies Record<string, LaneFunction>;
