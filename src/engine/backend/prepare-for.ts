// Which executor runs a tape: f64 by the reference, f32 by WebAssembly where the host has SIMD.

import { optimize } from "../passes/for-speed.ts";
import type { Tape } from "../tape.ts";
import type { Executable, Precision } from "./executable.ts";
import { prepare } from "./reference/executor.ts";
import { prepareWasm } from "./wasm/executor.ts";
import { hasRelaxedSimd, hasSimd } from "./wasm/host.ts";

export const prepareFor = (tape: Tape, precision: Precision): Executable =>
  precision === "f32" && hasSimd() ? prepareWasm(optimize(tape), { relaxed: hasRelaxedSimd() }) : prepare(tape, precision);
